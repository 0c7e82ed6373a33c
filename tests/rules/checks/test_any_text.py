"""Whatever a site publishes, a check answers with a reason and never with an exception."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.checks import KINDS
from rules.checks.base import TogetherCheck
from rules.document import Block, Document, Kind, Label, Legibility, Reach, Table
from rules.echo import hide
from rules.model import Context

WINDOW = {"from": "2025-10-01", "to": "2026-03-31"}
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("phrase", {"one_of": ["อธิบดี", "แผนปฏิบัติราชการ"], "not_after": ["รอง"]}),
    *(
        ("pattern", {"named": n})
        for n in ["phone", "email", "line_id", "address", "baht", "map", "date"]
    ),
    ("table", {"columns": [["ชื่อ"], ["งบประมาณ"]], "min_rows": 2}),
    ("person", {"holding": ["อธิบดี", "รองอธิบดี"], "each_has": ["name", "photo", "contact"]}),
    ("picture", {"named": ["ผัง"], "min_width": 100}),
    *(("link", {"to": to}) for to in ["file", "page", "form", "map", "social", "chat"]),
    *(("count", {"of": of, "min": 2}) for of in ["lines", "files", "links", "rows"]),
    ("fiscal_year", {"year": "current", "dates": True, "span": 2}),
    ("as_of", WINDOW),
    *(("series", {"of": of, **WINDOW}) for of in ["month", "quarter", "half"]),
]

PIECES = st.sampled_from(
    [
        "นายสมชาย ใจดี", "นาง", "รอง", "อธิบดี", "(ว่าง)", "Mr. A Bc", "โทร. 0 2123 4567", "@",
        "line",
        "ข้อมูล ณ วันที่", "31 มีนาคม 2569", "31 กุมภาพันธ์ 2569", "ต.ค. 68", "มกราคม", "ไตรมาส 2",
        "0/0/2569", "พ.ศ.", "2566-2570", "๒๕๖๙", "พ.ร.บ.", "ปีการศึกษา",
        "เลขที่ 9/9 หมู่ 1 ต.ก อ.ข 10000",
        "1 - 31", "1 -", "ถึง", "ํ", "า", "ำ", "้", "\u200b", "\uf70a", " | ", "|", "\n", " ",
        "½", "ß",
        "แสดง", "o1.1 แสดงผัง", "แผนปฏิบัติ", "ราชการ", "\x00", "ﷺ", "🙂", "9" * 30,
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=6).map("".join)
HREFS = st.none() | st.sampled_from(
    ["a.pdf", "#", "http://[bad", "mailto:", "tel:12", "https://line.me/", "//", "javascript:x()"]
)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(Kind),
    text=TEXTS,
    where=st.just("หน้า 1"),
    href=HREFS,
    width=st.none() | st.integers(0, 2000),
    near=TEXTS,
    reach=st.sampled_from(Reach),
)
ROWS = st.lists(TEXTS, max_size=3).map(tuple)
TABLES = st.builds(
    Table, header=ROWS, rows=st.lists(ROWS, max_size=3).map(tuple), where=st.just("หน้า 1")
)
DOCUMENTS = st.builds(
    Document,
    sha256=st.just("0"),
    media=st.sampled_from(["text/html", "application/pdf", "image/png"]),
    legibility=st.sampled_from(Legibility),
    title=TEXTS,
    url=HREFS.map(lambda href: href or ""),
    blocks=st.lists(BLOCKS, max_size=8).map(tuple),
    tables=st.lists(TABLES, max_size=2).map(tuple),
    labels=st.lists(st.builds(Label, text=TEXTS, url=st.just(""), near=TEXTS), max_size=2).map(
        tuple
    ),
)


@pytest.mark.parametrize(("kind", "parameters"), ASKED)
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(document=DOCUMENTS)
def test_every_check_answers(
    kind: str, parameters: dict[str, Any], context: Context, document: Document
) -> None:
    check = KINDS[kind].model_validate(parameters)
    if isinstance(check, TogetherCheck):
        look = check.look((document, document), context)
    else:
        look = check.look(document, context)
    assert look.reason
    published = [document.title, document.url]
    published += [t for b in document.blocks for t in (b.text, b.near, b.href or "")]
    published += [t for label in document.labels for t in (label.text, label.near)]
    for quote in look.quotes:
        assert quote.where
        assert len(quote.text) <= 200
    if kind in ("phrase", "pattern", "as_of") and look.quotes and "baht" not in parameters.values():
        assert any(look.quotes[0].text in text for text in [*published, *_wrapped(document)])


def _wrapped(document: Document) -> list[str]:
    texts = [block.text for block in document.blocks]
    return [f"{first}\n{second}" for first, second in pairwise(texts)]


@settings(max_examples=60)
@given(document=DOCUMENTS)
def test_hiding_echo_only_takes_away(document: Document) -> None:
    hidden = hide(document, ("แสดงผังโครงสร้าง", "แผนปฏิบัติราชการ พ.ศ. 2569"))
    assert len(hidden.blocks) <= len(document.blocks)
    assert hidden.labels == document.labels
    links = [block for block in document.blocks if block.kind in (Kind.LINK, Kind.PICTURE)]
    assert [block for block in hidden.blocks if block.kind in (Kind.LINK, Kind.PICTURE)] == links
