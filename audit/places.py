"""Which folder an address belongs to, made when it is not there yet; the sites of a folder.

Promises: one address, one folder; a folder of another website is refused; a pack that cannot be
read is told before a folder is made for it. Refuses to know: who asks, a terminal or a page.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from audit.errors import UserError, told
from audit.site import FILE, Site, folder_name, full_url
from rules.reader import load_pack


def sites_in(root: Path) -> list[Path]:
    """The site folders of a folder: itself, and those directly inside."""
    inside = sorted(file.parent for file in root.glob(f"*/{FILE}"))
    return ([root] if (root / FILE).is_file() else []) + inside


def known_pack(pack: str | None) -> str | None:
    """A pack that can be read, before a folder is made for it; a file by its full path."""
    if pack is None:
        return None
    with told():
        load_pack(pack)
    return str(Path(pack).resolve()) if pack.endswith((".yml", ".yaml")) else pack


def site_for(
    url: str,
    folder: Path | None,
    pack: str | None,
    kind: str | None,
    *,
    within: Path = Path(),
    name: str = "",
) -> Site:
    """The folder of this address, made (inside `within`) when it is not there yet."""
    try:
        place = folder or within / folder_name(full_url(url))
    except ValueError:
        return Site.create(folder, url)  # which says in Thai what is wrong with the address
    if not (place / FILE).exists():
        return Site.create(place, url, kind or "department", pack, name=name)
    site = Site.open(place)
    if _host(site.config.url) != _host(full_url(url)):
        raise UserError(
            f"โฟลเดอร์ {place} เป็นของเว็บไซต์ {site.config.url}",
            "ระบุโฟลเดอร์อื่นด้วย --site หรือไม่ต้องพิมพ์ที่อยู่เมื่อจะตรวจเว็บไซต์เดิม",
        )
    return site


def as_kind(site: Site, kind: str | None) -> Site:
    """The site judged as another kind of agency, this time only."""
    if kind is None:
        return site
    return replace(site, config=site.config.model_copy(update={"kind": kind}))


def _host(url: str) -> str:
    return (urlsplit(url).netloc or "").lower().removeprefix("www.")
