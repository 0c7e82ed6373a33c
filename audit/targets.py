"""What a person types, found in a pack: `o2`, `o2/deputies`, `o2/executives/deputies`.

Promises: one indicator or element, or a sentence naming what there is. Refuses to know: findings.
"""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase

from audit.errors import UserError, told
from audit.site import FILE, Site
from rules.pack import Element, Indicator, Pack
from rules.reader import PackFile, load_pack

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def site_pack(site: Site, name: str | None = None) -> PackFile:
    """The pack a site is judged by, or another one by name or path; `UserError` when broken."""
    wanted = name or site.config.pack
    with told():
        found = load_pack(_place(site, wanted))
    if wanted == site.config.pack:
        _check_codes(site, found.pack)
    return found


def _place(site: Site, wanted: str) -> Path | str:
    """A file beside `site.yml`, a file anywhere, or the name of a bundled pack."""
    if not wanted.endswith((".yml", ".yaml")):
        return wanted
    beside = site.folder / wanted
    return beside if beside.is_file() else Path(wanted)


def _check_codes(site: Site, pack: Pack) -> None:
    """A link declared for an indicator that there is not would be lost without a word."""
    known = {indicator.code for indicator in pack.indicators}
    for field in ("declared", "also_named"):
        strange = [code for code in getattr(site.config, field) if code not in known]
        if strange:
            raise UserError(
                f"ช่อง {field} ของ {FILE} มีข้อ “{', '.join(strange)}” ซึ่งชุดเกณฑ์ {pack.pack} ไม่มี",
                f"แก้รหัสข้อให้ตรงกับชุดเกณฑ์ ข้อที่มี: {', '.join(one.code for one in pack.indicators)}",
            )


def find_indicator(pack: Pack, typed: str) -> Indicator:
    """An indicator by its code (`o6`, `O6`, `6`) or topic."""
    word = typed.strip().lower().translate(THAI_DIGITS)
    for indicator in pack.indicators:
        number = indicator.code.lstrip(ascii_lowercase)
        if word in {indicator.code, number, indicator.topic}:
            return indicator
    codes = ", ".join(indicator.code for indicator in pack.indicators)
    raise UserError(f"ชุดเกณฑ์ {pack.pack} ไม่มีข้อ “{typed}”", f"ข้อที่มี: {codes}")


def find_element(pack: Pack, typed: str) -> tuple[Indicator, Element]:
    """An element as `code/key`, `code/family/key` or `family/key`."""
    word = typed.strip().lower()
    first, _, rest = word.partition("/")
    for indicator in pack.indicators:
        for element in indicator.elements:
            if element.id == word:
                return indicator, element
    indicator = find_indicator(pack, first)
    matches = [one for one in indicator.elements if rest and one.id in _spellings(one, rest)]
    if len(matches) == 1:
        return indicator, matches[0]
    ids = ", ".join(f"{indicator.code}/{one.id}" for one in indicator.elements)
    what = "มีหลายองค์ประกอบที่ชื่อนี้" if matches else "ไม่มีองค์ประกอบนี้"
    raise UserError(f"{what}: “{typed}”", f"องค์ประกอบของข้อ {indicator.code}: {ids}")


def said(pack: Pack) -> dict[tuple[str, str], str]:
    """Topic and element → what must be shown, in words."""
    return {
        (indicator.topic, element.id): element.says
        for indicator in pack.indicators
        for element in (*indicator.elements, *pack.guards)
    }


def _spellings(element: Element, rest: str) -> set[str]:
    """The element's id when `rest` is the id itself or only its key."""
    return {element.id} if rest in {element.id, element.id.partition("/")[2]} else set()
