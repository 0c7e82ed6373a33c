"""What is said of a document that could not be read, or not wholly."""

from __future__ import annotations

from typing import Any

import pytest

from rules.document import Block, Document, Kind, Legibility
from rules.model import Outcome
from rules.unseen import may_hold_more, outcome_unseen, why_unseen


def document(legibility: Legibility, problem: str | None, **more: Any) -> Document:
    return Document(sha256="a", media="", legibility=legibility, problem=problem, **more)


@pytest.mark.parametrize(
    ("legibility", "problem", "outcome", "words"),
    [
        (Legibility.NONE, "password", Outcome.UNTESTED, "รหัสผ่าน"),
        (Legibility.NONE, "broken", Outcome.UNTESTED, "เสีย"),
        (Legibility.NONE, "unsupported", Outcome.UNTESTED, "ชนิดนี้"),
        (Legibility.NONE, "timeout", Outcome.UNTESTED, "เปิดอ่านเอกสารไม่ได้"),
        (Legibility.NONE, "empty", Outcome.FAILED, "ว่างเปล่า"),
        (Legibility.NONE, "scan", Outcome.CANT_TELL, "เอกสารเป็นภาพ"),
        (Legibility.TEXT, "scan", Outcome.CANT_TELL, "บางหน้า"),
        (Legibility.TEXT, "partly", Outcome.CANT_TELL, "ไม่ครบ"),
        (Legibility.TEXT, "too_large", Outcome.UNTESTED, "บางส่วน"),
        (Legibility.OCR, None, Outcome.CANT_TELL, "อ่านผิด"),
    ],
)
def test_every_trouble_says_what_it_is(legibility, problem, outcome, words):
    unread = document(legibility, problem)
    assert outcome_unseen(unread) is outcome
    assert words in why_unseen(unread, "ไม่พบชื่อ")
    assert may_hold_more(unread, "text")


def test_what_was_read_wholly_holds_no_more():
    assert not may_hold_more(document(Legibility.TEXT, None), "text")
    picture = Block(kind=Kind.PICTURE, text="", where="ทั้งภาพ")
    assert not may_hold_more(document(Legibility.NONE, "scan", blocks=(picture,)), "picture")
