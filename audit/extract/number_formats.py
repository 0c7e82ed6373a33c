"""Number formats of spreadsheets: figures and dates as people see them.

Promises: thousands, decimals, per cent, words around a figure, Thai digits, and dates of the
Buddhist era or with Thai months. What is not understood, and dates without an era of their own
(day and month might be swapped), are left to the reader. Refuses to know: cells, files.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

Format = Callable[[object], str | None]
"""A value as people see it; None when the format says nothing about such a value."""

BUDDHIST = 543
"""Years from the common to the Buddhist era."""

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม",
           "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")  # fmt: skip
_SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

_LONGEST = 200
_BRACKET = re.compile(r"\[(?:\$([^\]-]*)(?:-([^\]]*))?|[^\]]*)\]")
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|[_*].|(AM/PM|A/P|d+|m+|y+|b+|h+|s+|General|E[+-]|@)|([#0?][#0?,]*(?:\.[#0?]+)?)|(.)',
    re.I | re.S,
)
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_NOTHING = re.compile(r"(?:\[[^\]]*\])*;;;?")
"""A format without any section: figures are not shown, with a third mark words neither."""
_DIGITS = re.compile(r"[#0?]+")


def understood(code: str) -> Format | None:
    """What `code` makes of a value; None when it changes nothing that we know of."""
    if not code or len(code) > _LONGEST or code.lower() == "general":
        return None
    if _NOTHING.fullmatch(code):
        return lambda value: "" if code.count(";") > 2 or not isinstance(value, str) else None
    buddhist, thai, digits = _locale(code)
    sections = [_tokens(_BRACKET.sub(_currency, part)) for part in _parts(code)]
    words = {word[0].lower() for word, _, _ in sections[0] if word}
    if words & set("dmybhs"):
        return _date(sections[0], buddhist="b" in words or buddhist, thai=thai, digits=digits)
    fraction = any(text == "/" for _, _, text in sections[0])
    figures = _figures(sections[0])
    if len(figures) > 1 and not (words or fraction) and all(map(_DIGITS.fullmatch, figures)):
        return _spelled(sections[0], digits=digits)
    if words or fraction or not figures or any(len(_figures(one)) > 1 for one in sections):
        return None
    return _figure(sections, digits=digits)


_Token = tuple[str, str, str]
"""A word of the date language, a figure, or text: one of the three."""


def _parts(code: str) -> list[str]:
    return _SECTIONS.findall(code)[:-1][:3] or [code]


def _currency(found: re.Match[str]) -> str:
    """`[$฿-41E]` shows its sign; colours, conditions and languages show nothing."""
    return f'"{found.group(1)}"' if found.group(1) else ""


def _tokens(section: str) -> list[_Token]:
    """What stands in a section; a `t` at the start of it asks for Thai digits."""
    return [
        (word or "", figure or "", quoted or escaped or other or "")
        for quoted, escaped, word, figure, other in _TOKEN.findall(
            re.sub(r"^t(?=[#0?dmb])", "", section)
        )
    ]


def _figures(tokens: list[_Token]) -> list[str]:
    return [figure for _, figure, _ in tokens if figure.strip("?")]


def _locale(code: str) -> tuple[bool, bool, bool]:
    """Buddhist era, Thai words, Thai digits: from `[$-D07041E]` or `[$-th-TH,107]` or a `t`."""
    buddhist = thai = False
    digits = bool(re.match(r"(?:\[[^\]]*\])*t[#0?dmb]", code))
    for _, stated in _BRACKET.findall(code):
        name, comma, number = stated.rpartition(",")
        if not re.fullmatch(r"[0-9A-Fa-f]{1,8}", number):
            thai = thai or stated.lower().startswith("th")
            continue
        value = int(number, 16) << (16 if comma else 0)
        thai = thai or value & 0xFFFF == 0x41E or name.lower().startswith("th")
        buddhist = buddhist or (value >> 16) & 0x7F == 7
        digits = digits or value >> 24 == 0x0D
    return buddhist, thai or buddhist, digits


def _date(tokens: list[_Token], *, buddhist: bool, thai: bool, digits: bool) -> Format | None:
    named = any(word.lower() in {"mmm", "mmmm", "ddd", "dddd"} for word, _, _ in tokens)
    if any(figure for _, figure, _ in tokens) or not (buddhist or (thai and named)):
        return None

    def shown(value: object) -> str | None:
        if not isinstance(value, datetime.date):
            return None
        text = "".join(_date_pieces(tokens, value, BUDDHIST if buddhist else 0))
        return text.translate(_THAI) if digits else text

    return shown


def _date_pieces(tokens: list[_Token], value: datetime.date, era: int) -> Iterator[str]:
    before = ""
    words = [word.lower() for word, _, _ in tokens]
    for place, (word, (_, _, text)) in enumerate(zip(words, tokens, strict=True)):
        if not word:
            yield text
            continue
        after = next(filter(None, words[place + 1 :]), "")
        is_minutes = word[0] == "m" and len(word) < 3 and (before[:1] == "h" or after[:1] == "s")
        yield _clock(word, value) if is_minutes else _date_piece(word, value, era)
        before = word


def _date_piece(word: str, value: datetime.date, era: int) -> str:
    letter, length = word[0], len(word)
    if letter in "yb":
        year = value.year + (BUDDHIST if letter == "b" else era)
        return str(year) if length > 2 else f"{year % 100:02}"
    if letter == "m":
        names = _MONTHS if length > 3 else _SHORT
        return names[value.month - 1] if length > 2 else f"{value.month:0{length}}"
    if letter == "d":
        return _DAYS[value.weekday()] if length > 2 else f"{value.day:0{length}}"
    return _clock(word, value)


def _clock(word: str, value: datetime.date) -> str:
    time = value.time() if isinstance(value, datetime.datetime) else datetime.time()
    number = {"h": time.hour, "m": time.minute, "s": time.second}.get(word[0])
    return "" if number is None else f"{number:0{min(len(word), 2)}}"


def _figure(sections: list[list[_Token]], *, digits: bool) -> Format:
    def shown(value: object) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        at = 1 if value < 0 else 2 if value == 0 else 0
        section = sections[at] if at < len(sections) else sections[0]
        sign = "-" if value < 0 and at >= len(sections) else ""
        text = sign + "".join(_figure_pieces(section, abs(value))).strip()
        return text.translate(_THAI) if digits else text

    return shown


def _figure_pieces(tokens: list[_Token], value: float) -> Iterator[str]:
    in_hundredths = any(text == "%" for _, _, text in tokens)
    for _, figure, text in tokens:
        if figure.strip("?"):
            yield _written(figure, value * 100 if in_hundredths else value)
        else:
            yield text


def _spelled(tokens: list[_Token], *, digits: bool) -> Format:
    """Digits with signs between them, as telephone and identity numbers have."""

    def shown(value: object) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            return None
        left = list(f"{value:.0f}")
        parts: list[str] = []
        for _, figure, text in reversed(tokens):
            parts += [left.pop() if left else place.strip("#?") for place in reversed(figure)]
            parts.append(text)
        number = "".join(reversed(parts))
        return None if left else number.translate(_THAI) if digits else number

    return shown


def _written(figure: str, value: float) -> str:
    whole, _, decimals = figure.partition(".")
    scaled = value / 1000 ** (len(whole) - len(whole.rstrip(",")))
    text = f"{scaled:{',' if ',' in whole.rstrip(',') else ''}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    if optional:
        head, tail = text[:-optional], text[-optional:]
        text = (head + tail.rstrip("0")).rstrip(".")
    return text.zfill(whole.count("0")) if "," not in text else text
