"""A YAML file into a model, or a list of everything wrong with it, in Thai, with places.

Promises: `read_model` gives a valid model or raises `FileError` with all problems, sorted.
Refuses to know: packs, sites, what the values are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from rules.yamltree import FileError, Item, Problem, Reader

__all__ = ["FileError", "Item", "Problem", "check_model", "nearest", "read_model", "read_text"]

M = TypeVar("M", bound=BaseModel)
Models = tuple[type[BaseModel], ...]

LARGEST = 5_000_000
"""Bytes of a file written by hand; a larger one is something else."""

NEAR = 70
"""Similarity (0-100, rapidfuzz) from which a misspelt name is worth suggesting."""


def read_model(source: Path | str, model: type[M], name: str | None = None) -> M:
    """Read a file (`Path`) or a text (`str`) into `model`; raise `FileError` when it is wrong."""
    text = read_text(source) if isinstance(source, Path) else source
    shown = name or (source.name if isinstance(source, Path) else "ข้อความ")
    return check_model(Reader(text, shown), model)


def read_text(path: Path, name: str | None = None) -> str:
    """The text of a file; raise `FileError` when there is none to read."""
    shown = name or path.name
    try:
        if path.stat().st_size > LARGEST:
            raise _whole(shown, "ไฟล์ใหญ่เกินไปสำหรับไฟล์ตั้งค่า ให้ตรวจว่าเลือกไฟล์ถูกหรือไม่")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _whole(shown, f"ไม่พบไฟล์ {path} ให้ตรวจชื่อและที่อยู่ของไฟล์") from None
    except IsADirectoryError:
        raise _whole(shown, f"{path} เป็นโฟลเดอร์ ให้ระบุชื่อไฟล์ .yml ในนั้น") from None
    except UnicodeDecodeError:
        raise _whole(shown, "ไฟล์ไม่ได้บันทึกเป็น UTF-8 ให้บันทึกใหม่โดยเลือก UTF-8") from None
    except OSError:
        raise _whole(shown, f"เปิดไฟล์ {path} ไม่ได้ ให้ตรวจสิทธิ์การอ่านไฟล์") from None


def check_model(
    reader: Reader, model: type[M], more: Callable[[Item], Iterator[tuple[Item, str]]] | None = None
) -> M:
    """Validate what was read; `more` adds problems that a model cannot see (item, message)."""
    root = reader.root
    if root is None:
        raise FileError(_in_order(reader.problems))
    if not isinstance(root.value, dict):
        reader.report(root.at, "ไฟล์ต้องเป็นรายการ “ชื่อช่อง: ค่า” ทีละบรรทัด")
        raise FileError(_in_order(reader.problems))
    result: M | None = None
    try:
        result = model.model_validate(root.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            # A list that lost its wrong items is called too short: the items are told already.
            if detail["type"] != "too_short" or not detail["input"]:
                reader.report(*_explain(detail, root, model))
    for item, message in more(root) if more else ():
        reader.report(item.at, message)
    if reader.problems or result is None:
        raise FileError(_in_order(reader.problems))
    return result


def nearest(word: str, choices: list[str]) -> str | None:
    """The choice that a misspelt word most likely means."""
    found = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=NEAR)
    return str(found[0]) if found else None


def _whole(name: str, message: str) -> FileError:
    return FileError((Problem(name, 0, 0, message),))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))


def _explain(
    detail: ErrorDetails, root: Item, model: type[BaseModel]
) -> tuple[tuple[int, int], str]:
    """The place and the Thai sentence of one pydantic error."""
    kind, context = detail["type"], detail.get("ctx", {})
    loc = detail["loc"]
    absent = kind in ("missing", "extra_forbidden")
    item, owner, models = _descend(root, loc[:-1] if absent else loc, (model,))
    if kind == "extra_forbidden":
        wrong = item.child(loc[-1])
        return (wrong.key_at if wrong else item.at), _unknown_key(owner, str(loc[-1]), models)
    if kind == "missing":
        return item.key_at, f"{_quoted(owner)}ขาดช่อง {loc[-1]}"
    if kind == "union_tag_invalid":
        keys = [str(key) for key in item.children]
        allowed = str(context["expected_tags"]).replace("'", "")
        first = item.child(keys[0]) if keys else None
        return (first or item).key_at, (
            f"ไม่รู้จักชนิดการตรวจ “{keys[0] if keys else ''}” (ใช้ได้: {allowed})"
        )
    if kind == "union_tag_not_found":
        if not isinstance(item.value, dict):
            return item.at, f"{_quoted(owner)}ต้องเป็นชนิดการตรวจหนึ่งอย่าง เช่น phrase: {{…}}"
        found = ", ".join(map(str, item.children)) or "ไม่มีเลย"
        return item.at, f"{_quoted(owner)}ต้องมีชนิดการตรวจเพียงอย่างเดียว แต่พบ {found}"
    return item.at, f"{_quoted(owner)}{_wrong_value(kind, context, item.value)}"


def _descend(root: Item, loc: tuple[Any, ...], models: Models) -> tuple[Item, str, Models]:
    """Follow a pydantic location; parts that are union tags are in no file and are skipped."""
    item, owner = root, ""
    for part in loc:
        below = item.child(part)
        if below is None:
            continue
        item = below
        owner = f"{owner} รายการที่ {part + 1}" if isinstance(part, int) else str(part)
        models = _models_under(models, str(part)) or models
    return item, owner, models


def _models_under(models: Models, part: str) -> Models:
    fields = [one.model_fields[part] for one in models if part in one.model_fields]
    return tuple(found for info in fields for found in _models_in(info.annotation))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _unknown_key(owner: str, key: str, models: Models) -> str:
    names = [field.alias or name for one in models for name, field in one.model_fields.items()]
    near = nearest(key, names)
    hint = f"หมายถึง {near} ใช่หรือไม่" if near else f"ใช้ได้: {', '.join(dict.fromkeys(names))}"
    where = _quoted(owner) or "ไฟล์นี้"
    return f"{where}ไม่มีช่อง “{key}” ({hint})"


def _quoted(owner: str) -> str:
    """`phrase` becomes `“phrase” `; the place in a list follows the quotes."""
    name, mark, place = owner.partition(" รายการที่ ")
    return f"“{name}”{mark}{place} " if name else ""


LIST = "ต้องเป็นรายการ เช่น [คำหนึ่ง, อีกคำหนึ่ง]"
FIELDS = "ต้องเป็นช่องย่อย “ชื่อช่อง: ค่า”"
WHOLE = "ต้องเป็นจำนวนเต็ม"
NUMBER = "ต้องเป็นตัวเลข"
SWITCH = "ต้องเป็น true หรือ false"
DATE = "ต้องเป็นวันที่แบบ ปี-เดือน-วัน ค.ศ. เช่น 2026-03-31"
ADDRESS = "ต้องเป็นที่อยู่เว็บ เช่น https://www.example.go.th"
EMPTY = "ว่างไม่ได้ ต้องมีอย่างน้อยหนึ่งรายการ"
OTHER = "ใช้ค่า “{value}” ไม่ได้ ให้ดูค่าที่ใช้ได้ในคู่มือ"

SENTENCES = {
    "string_type": "ต้องเป็นข้อความ ถ้าเป็นตัวเลขหรือ yes/no ให้ครอบด้วยเครื่องหมายคำพูด",
    "tuple_type": LIST, "list_type": LIST, "set_type": LIST, "frozen_set_type": LIST,
    "model_type": FIELDS, "model_attributes_type": FIELDS, "dict_type": FIELDS,
    "int_type": WHOLE, "int_parsing": WHOLE, "int_from_float": WHOLE,
    "float_type": NUMBER, "float_parsing": NUMBER,
    "bool_type": SWITCH, "bool_parsing": SWITCH,
    "date_type": DATE, "date_parsing": DATE, "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
    "url_type": ADDRESS, "url_parsing": ADDRESS, "url_scheme": ADDRESS,
    "too_short": EMPTY, "string_too_short": EMPTY,
    "literal_error": "ใช้ค่า “{value}” ไม่ได้ (ใช้ได้: {expected})",
    "string_pattern_mismatch": "ใช้ค่า “{value}” ไม่ได้ ต้องเป็นรูปแบบ {pattern}",
    "greater_than_equal": "ต้องไม่น้อยกว่า {ge}",
    "greater_than": "ต้องมากกว่า {gt}",
    "less_than_equal": "ต้องไม่เกิน {le}",
    "less_than": "ต้องน้อยกว่า {lt}",
    "value_error": "{error}",
}  # fmt: skip
"""pydantic's kinds of error in words; what stands in braces comes with the error."""


def _wrong_value(kind: str, context: dict[str, Any], value: Any) -> str:
    expected = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    words = {**context, "value": value, "expected": expected}
    return SENTENCES.get(kind, OTHER).format(**words)
