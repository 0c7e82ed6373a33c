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


SENTENCES = {
    "string_type": "ต้องเป็นข้อความ ถ้าเป็นตัวเลขหรือ yes/no ให้ครอบด้วยเครื่องหมายคำพูด",
    "tuple_type": "ต้องเป็นรายการ เช่น [คำหนึ่ง, อีกคำหนึ่ง]",
    "list_type": "ต้องเป็นรายการ เช่น [คำหนึ่ง, อีกคำหนึ่ง]",
    "frozen_set_type": "ต้องเป็นรายการ เช่น [คำหนึ่ง, อีกคำหนึ่ง]",
    "model_type": "ต้องเป็นช่องย่อย “ชื่อช่อง: ค่า”",
    "dict_type": "ต้องเป็นช่องย่อย “ชื่อช่อง: ค่า”",
    "int_type": "ต้องเป็นจำนวนเต็ม",
    "int_parsing": "ต้องเป็นจำนวนเต็ม",
    "int_from_float": "ต้องเป็นจำนวนเต็ม",
    "float_type": "ต้องเป็นตัวเลข",
    "float_parsing": "ต้องเป็นตัวเลข",
    "bool_type": "ต้องเป็น true หรือ false",
    "bool_parsing": "ต้องเป็น true หรือ false",
    "url_parsing": "ต้องเป็นที่อยู่เว็บ เช่น https://www.example.go.th",
    "url_scheme": "ต้องเป็นที่อยู่เว็บ เช่น https://www.example.go.th",
}


def _wrong_value(kind: str, context: dict[str, Any], value: Any) -> str:
    if kind in SENTENCES:
        return SENTENCES[kind]
    if kind.startswith("date"):
        return "ต้องเป็นวันที่แบบ ปี-เดือน-วัน ค.ศ. เช่น 2026-03-31"
    if kind == "literal_error":
        return f"ใช้ค่า “{value}” ไม่ได้ (ใช้ได้: {_choices(str(context['expected']))})"
    if kind == "string_pattern_mismatch":
        return f"ใช้ค่า “{value}” ไม่ได้ ต้องเป็นรูปแบบ {context['pattern']}"
    if kind.startswith("greater_than"):
        return f"ต้องไม่น้อยกว่า {context.get('ge', context.get('gt'))}"
    if kind.startswith("less_than"):
        return f"ต้องไม่เกิน {context.get('le', context.get('lt'))}"
    if kind in ("too_short", "string_too_short"):
        return "ว่างไม่ได้ ต้องมีอย่างน้อยหนึ่งรายการ"
    if kind == "value_error":
        return str(context["error"])
    return f"ใช้ค่า “{value}” ไม่ได้ ให้ดูค่าที่ใช้ได้ในคู่มือ"


def _choices(expected: str) -> str:
    return expected.replace(" or ", ", ").replace("'", "")
