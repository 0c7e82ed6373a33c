"""`site.yml` changed by a page: one key at a time, or the whole text.

Promises: comments and every other line stay; a text with a mistake is refused with its place and
nothing is written; the file is whole at every moment. Refuses to know: who may change it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from audit.errors import UserError, told
from audit.files import put
from audit.site import FILE, Site, SiteConfig
from rules.yamlfile import read_model

CHANGEABLE = ("name", "kind", "pack", "people")
"""Keys that a form may set; everything else is for who knows the file."""


def text_of(site: Site) -> str:
    """The file as it is."""
    return (site.folder / FILE).read_text(encoding="utf-8-sig")


def save_text(site: Site, text: str) -> Site:
    """Replace the file by a text that is right; `UserError` when it is not."""
    with told():
        config = read_model(text, SiteConfig, FILE)
    if config.url != site.config.url:
        raise UserError(
            "เปลี่ยนที่อยู่เว็บไซต์ของโฟลเดอร์เดิมไม่ได้ เพราะประวัติเป็นของเว็บไซต์เดิม",
            "เริ่มเว็บไซต์ใหม่จากหน้าแรกแทน",
        )
    put(site.folder / FILE, text.replace("\r\n", "\n").encode())
    return Site.open(site.folder)


def set_values(site: Site, values: dict[str, Any]) -> Site:
    """Set top-level keys of the file."""
    text = text_of(site)
    for key, value in values.items():
        assert key in CHANGEABLE, key
        text = _with_key(text, key, json.dumps(value, ensure_ascii=False))
    return save_text(site, text)


def _with_key(text: str, key: str, value: str) -> str:
    """The text with one top-level key set; JSON is YAML."""
    line = f"{key}: {value}\n"
    block = re.compile(rf"^{key}:.*\n?(?:(?:[ \t]+.*|[ \t]*)\n)*?(?=^\S|\Z)", re.M)
    if block.search(text):
        return block.sub(lambda _: line + "\n", text, count=1)
    return f"{text.rstrip()}\n\n{line}"
