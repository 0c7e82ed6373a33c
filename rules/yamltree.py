"""YAML that people write, with the place of everything in it.

Promises: text becomes plain values and a tree that knows line and column; every mistake of
spelling YAML is collected with its place, in Thai. Refuses to know: models, packs, what a value
means, and the parts of YAML that hide things (aliases, tags).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

BUDDHIST_FROM = 2400
"""A year from here on in a date is Buddhist-era: no record of ours is that far in the future."""

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same safe YAML, ten times faster where PyYAML was built with libyaml."""

DEEPEST = 60
"""Levels of nesting allowed: three times what the longest pack uses, far below Python's limit."""

_YAML = "tag:yaml.org,2002:"
TYPED = tuple(_YAML + name for name in ("str", "int", "float", "bool", "null", "timestamp"))
WORDS = tuple(_YAML + name for name in ("value", "merge"))
"""`=` and `<<` have a meaning of their own in YAML 1.1; to us they are words."""
PLAIN = (*TYPED, *WORDS, _YAML + "map", _YAML + "seq")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file; `line` and `column` count from 1, 0 means the whole file."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}"


class FileError(Exception):
    """A file that a person wrote cannot be used; `problems` says where and why, in Thai."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Item:
    """A value with its place. `key_at` is the place of the key that introduces it."""

    value: Any
    at: tuple[int, int]
    key_at: tuple[int, int]
    children: dict[Any, Item] = field(default_factory=dict)

    def child(self, part: Any) -> Item | None:
        """The item under a key (or its text) or index; None when there is none."""
        if isinstance(self.value, list):
            return self.children.get(part) if isinstance(part, int) else None
        return self.children.get(part) or next(
            (item for key, item in self.children.items() if str(key) == str(part)), None
        )

    def walk(self) -> Iterator[Item]:
        """This item and everything below it, in the order written."""
        yield self
        for item in self.children.values():
            yield from item.walk()


class Reader:
    """Reads one text; `root` is None when it could not be read at all."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._scalars = yaml.SafeLoader("")
        self.root = self._read(text)

    def report(self, at: tuple[int, int], message: str) -> None:
        """Remember a problem at a place."""
        self.problems.append(Problem(self.name, *at, message))

    def _read(self, text: str) -> Item | None:
        try:
            self._refuse(text)
            node = None if self.problems else yaml.compose(text, Loader=FAST)
        except yaml.YAMLError as error:
            error = _plainly(text) or error
            self.report(_error_place(error), _error_message(error))
            return None
        if self.problems:
            return None
        if node is None:
            self.report((1, 1), "ไฟล์ว่างเปล่า ให้ใส่เนื้อหาตามตัวอย่างในคู่มือ")
            return None
        return self._item(node, _place(node))

    def _refuse(self, text: str) -> None:
        """Report what is YAML but hides things, before anything is built of it."""
        depth = 0
        for event in yaml.parse(text, Loader=FAST):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                self.report(_at(event.start_mark), "ซ้อนกันลึกเกินไป ให้ตรวจการย่อหน้าและวงเล็บ")
                return
            if isinstance(event, yaml.AliasEvent):
                self.report(
                    _at(event.start_mark),
                    f"ไม่รองรับการอ้างถึง “*{event.anchor}” ให้เขียนค่าซ้ำเต็ม ๆ",
                )

    def _item(self, node: yaml.Node, key_at: tuple[int, int]) -> Item:
        at = _place(node)
        if node.tag not in PLAIN:
            self.report(at, f"ไม่รองรับป้าย “{node.tag}” ให้ลบเครื่องหมาย ! ออก")
            return Item(None, at, key_at)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key_at)
        if isinstance(node, yaml.SequenceNode):
            items = [self._item(child, _place(child)) for child in node.value]
            return Item([item.value for item in items], at, key_at, dict(enumerate(items)))
        return Item(self._scalar(node), at, key_at)

    def _mapping(self, node: yaml.MappingNode, key_at: tuple[int, int]) -> Item:
        children: dict[Any, Item] = {}
        for key_node, value_node in node.value:
            at = _place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(at, "ชื่อช่องต้องเป็นข้อความ")
                continue
            key = self._scalar(key_node)
            if key in children:
                first = children[key].key_at[0]
                self.report(at, f"ช่อง “{key}” ซ้ำกับบรรทัด {first} ให้เหลือไว้เพียงแห่งเดียว")
                continue
            children[key] = self._item(value_node, at)
        values = {key: item.value for key, item in children.items()}
        return Item(values, _place(node), key_at, children)

    def _scalar(self, node: yaml.Node) -> Any:
        if node.tag not in TYPED:
            return str(node.value)
        try:
            value = self._scalars.construct_object(node)
        except (ValueError, OverflowError, yaml.YAMLError):
            self.report(_place(node), f"“{node.value}” ไม่ใช่ค่าที่มีจริง ให้ตรวจวันที่หรือตัวเลข")
            return None
        if isinstance(value, dt.date) and value.year >= BUDDHIST_FROM:
            christian = f"{value.year - 543}-{value:%m-%d}"
            self.report(_place(node), f"ปีในวันที่ต้องเป็น ค.ศ. ให้เปลี่ยน “{node.value}” เป็น {christian}")
        return value


def _plainly(text: str) -> yaml.YAMLError | None:
    """The same mistake as PyYAML's own parser words it: one set of messages to translate."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return error
    return None


def _place(node: yaml.Node) -> tuple[int, int]:
    return _at(node.start_mark)


def _error_place(error: yaml.YAMLError) -> tuple[int, int]:
    return _at(getattr(error, "problem_mark", None) or getattr(error, "context_mark", None))


def _at(mark: Any) -> tuple[int, int]:
    """Line and column, counted from 1; `mark` is a PyYAML mark, or None for the whole file."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


SLIPS = (
    ("\\t' that cannot start any token", "ใช้แท็บย่อหน้าไม่ได้ ให้ใช้ช่องว่าง"),
    (
        "cannot start any token",
        'ค่าที่ขึ้นต้นด้วย @ % ` ต้องครอบด้วยเครื่องหมายคำพูด เช่น "@chief"',
    ),
    (
        "mapping values are not allowed",
        "มีเครื่องหมาย : เกินมา ถ้าเป็นส่วนหนึ่งของข้อความให้ครอบด้วยเครื่องหมายคำพูด",
    ),
    ("could not find expected ':'", "ขาดเครื่องหมาย : หลังชื่อช่อง"),
    ("but found another document", "ไฟล์หนึ่งมีได้เพียงชุดเดียว ให้ลบเครื่องหมาย --- ที่เกินมา"),
    ("special characters", "มีอักขระควบคุมที่มองไม่เห็น ให้พิมพ์บรรทัดนั้นใหม่"),
)
"""The commonest slips as PyYAML words them, and what to tell the writer."""


def _error_message(error: yaml.YAMLError) -> str:
    said = str(getattr(error, "problem", None) or error)
    known = next((sentence for slip, sentence in SLIPS if slip in said), None)
    return known or "เขียน YAML ไม่ถูกต้อง ให้ตรวจการย่อหน้า วงเล็บ และเครื่องหมายคำพูดบริเวณนี้"
