"""Packs from disk: found by name or path, validated, with places in every complaint.

Promises: a valid `Pack` and the hash of the text it came from, or `PackError` with all problems
in Thai. Refuses to know: how checks look, which site is audited.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from rules.diff import Change, diff
from rules.pack import Pack
from rules.schema import schema
from rules.yamlfile import FileError, Item, Problem, check_model, nearest, read_text
from rules.yamltree import Reader

__all__ = [
    "Change", "PackError", "PackFile", "Problem", "diff", "load_pack", "pack_names", "parse_pack",
    "schema", "sha256_of",
]  # fmt: skip


class PackError(FileError):
    """A pack cannot be used; `problems` says where and why, in Thai."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """A pack with where it came from; `sha256` is over the text as UTF-8."""

    pack: Pack
    sha256: str
    path: Path
    text: str


def pack_names() -> tuple[str, ...]:
    """The names of the packs that come with the program, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yml")))


def load_pack(name: str | Path) -> PackFile:
    """A pack that comes with the program, or a file of the agency's own; raises `PackError`."""
    try:
        path = _find(name)
        text = read_text(path)
    except FileError as error:
        raise PackError(error.problems) from None
    return PackFile(pack=parse_pack(text, path.name), sha256=sha256_of(text), path=path, text=text)


def parse_pack(text: str, name: str) -> Pack:
    """The pack in a text; `name` is the file name used in complaints. Raises `PackError`."""
    try:
        return check_model(Reader(text, name), Pack, _complaints)
    except FileError as error:
        raise PackError(error.problems) from None


def sha256_of(text: str) -> str:
    """The hash by which an audit remembers which criteria it used."""
    return hashlib.sha256(text.encode()).hexdigest()


def _folder() -> Path:
    # The program runs from an unpacked folder, never from inside a zip file.
    return Path(str(resources.files("rules"))) / "packs"


def _find(name: str | Path) -> Path:
    text = str(name)
    if isinstance(name, Path) or "/" in text or text.endswith((".yml", ".yaml")):
        return Path(name)
    known = pack_names()
    if text in known:
        return _folder() / f"{text}.yml"
    near = nearest(text, list(known))
    hint = f"หมายถึง {near} ใช่หรือไม่ " if near else ""
    message = f"ไม่รู้จักชุดเกณฑ์ “{text}” {hint}(มี: {', '.join(known)}) หรือให้ระบุไฟล์ .yml"
    raise FileError((Problem(text, 0, 0, message),))


def _complaints(root: Item) -> Iterator[tuple[Item, str]]:
    """What no model can see: repetition, and words that point at other parts of the pack."""
    indicators = list(_items(root.child("indicators")))
    elements = [one for indicator in indicators for one in _items(indicator.child("elements"))]
    guards = list(_items(root.child("guards")))
    yield from _repeated(indicators, "code", "ข้อ")
    yield from _repeated(indicators, "topic", "หัวเรื่อง")
    yield from _repeated(elements + guards, "id", "องค์ประกอบ")
    for indicator in indicators:
        yield from _families(indicator)
    yield from _groups(root, indicators)
    yield from _unknown_terms(root, elements + guards)


def _items(item: Item | None) -> Iterator[Item]:
    if item is not None and isinstance(item.value, list):
        yield from (child for child in item.children.values() if isinstance(child.value, dict))


def _repeated(items: list[Item], key: str, word: str) -> Iterator[tuple[Item, str]]:
    seen: dict[Any, Item] = {}
    for item in items:
        named = item.child(key)
        if named is None or not isinstance(named.value, str):
            continue
        first = seen.setdefault(named.value, named)
        if first is not named:
            line = first.at[0]
            yield named, f"{word} “{named.value}” ซ้ำกับบรรทัด {line} ให้ใช้ชื่อที่ต่างกัน"


def _families(indicator: Item) -> Iterator[tuple[Item, str]]:
    topic, families = indicator.child("topic"), indicator.child("families")
    if topic is None or families is None or not isinstance(families.value, list):
        return
    if families.value and topic.value != families.value[0]:
        yield topic, f"topic ต้องเป็นชื่อแรกของ families คือ “{families.value[0]}”"
    for element in _items(indicator.child("elements")):
        named = element.child("id")
        if named is None or not isinstance(named.value, str) or "/" not in named.value:
            continue
        family = named.value.partition("/")[0]
        if family not in families.value:
            allowed = ", ".join(map(str, families.value))
            yield named, f"“{named.value}” ต้องขึ้นต้นด้วยชื่อใน families ของข้อนี้ ({allowed})"


def _groups(root: Item, indicators: list[Item]) -> Iterator[tuple[Item, str]]:
    """Every group must stand in exactly one part of the aggregation, if there is one."""
    aggregation = root.child("aggregation")
    if aggregation is None:
        return
    used = {item.value: item for one in indicators if (item := one.child("group")) is not None}
    placed: set[Any] = set()
    for part in _items(aggregation.child("parts")):
        groups = part.child("groups")
        for item in groups.children.values() if groups else ():
            if item.value in placed:
                yield item, f"“{item.value}” อยู่ใน aggregation แล้ว ให้เหลือแห่งเดียว"
            elif item.value not in used:
                yield item, f"ไม่มีข้อใดมี group เป็น “{item.value}” ให้สะกดตรงกับ group ของข้อ"
            placed.add(item.value)
    for name, item in used.items():
        if name not in placed:
            yield item, f"“{name}” ไม่อยู่ใน aggregation ให้เพิ่มใน groups ของตัวชี้วัดที่ถูกต้อง"


def _unknown_terms(root: Item, elements: list[Item]) -> Iterator[tuple[Item, str]]:
    terms = root.child("terms")
    known = list(map(str, terms.children)) if terms else []
    for element in elements:
        check = element.child("check")
        for item in check.walk() if check else ():
            word = item.value
            if isinstance(word, str) and word.startswith("@") and word[1:] not in known:
                listed = ", ".join(known) or "ยังไม่มี"
                yield item, f"ไม่มีคำ “{word}” ใน terms ของชุดเกณฑ์ (มี: {listed})"
