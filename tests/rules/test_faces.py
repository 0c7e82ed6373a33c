"""What a document says on its face: headings of its own, and doors that are closed."""

from __future__ import annotations

from rules.document import Document, Kind, Reach
from rules.faces import headings, past_closed_doors
from rules.markup import document

BOARD = "https://www.example.go.th/board.html"


def test_activities_are_those_of_the_page() -> None:
    page = document("# การขับเคลื่อนจริยธรรม\n## กิจกรรม\n20 ก.พ. 2569 อบรม 47 คน")
    assert headings(page) == ("การขับเคลื่อนจริยธรรม",)
    assert headings(document("# กิจกรรม\n20 ก.พ. 2569 อบรม")) == ("กิจกรรม",), "its own name"


def reach_past(closed: str) -> Reach:
    """The reach of a link to a board that says these words."""
    board = document({"url": BOARD, "text": closed})
    page = document(f"# ติดต่อเรา\n[กระดานถาม-ตอบ]({BOARD})")
    seen: tuple[Document, ...] = past_closed_doors((board, page))
    return next(b.reach for b in seen[1].blocks if b.kind is Kind.LINK)


def test_a_link_to_what_is_closed_leads_nowhere() -> None:
    assert reach_past("# เว็บบอร์ด\nระบบเว็บบอร์ดปิดการใช้งานตั้งแต่ปี 2567") is Reach.DEAD
    assert reach_past("# เว็บบอร์ด\nปิดให้บริการวันเสาร์และวันหยุดราชการ") is not Reach.DEAD
    assert reach_past("# เว็บบอร์ด\nถาม: น้ำไม่ไหล\nตอบ: ซ่อมแล้ว") is not Reach.DEAD
    long = "กระทู้ที่ตอบแล้วของปีนี้ " * 60
    assert reach_past(f"# เว็บบอร์ด\n{long}\nกระทู้นี้ปิดรับกระทู้แล้ว") is not Reach.DEAD
