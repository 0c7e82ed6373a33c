"""Why nothing passes on a document without a person."""

from __future__ import annotations

import pytest

from rules.doubts import leads_only_to
from rules.markup import document

HOME = "https://www.example.go.th"


@pytest.mark.parametrize(
    ("links", "doubt"),
    [
        ("[รายงาน](/old.pdf)", True),
        ("[รายงาน](/old.pdf)\n[ภาคผนวก](/new.pdf)", False),
        ("[ย้อนกลับ](/list.html)", False),
        ('[รายงาน](/old.pdf "dead")', False),
    ],
)
def test_a_page_whose_only_file_is_of_another_year(links: str, doubt: bool) -> None:
    """The page says this year, what it hands out is last year's."""
    page = document(f"# รายงานผล ปี 2568\n{links}".replace("(/", f"({HOME}/"))
    assert bool(leads_only_to(page, frozenset({f"{HOME}/old.pdf"}))) is doubt
    assert not leads_only_to(page, frozenset())
