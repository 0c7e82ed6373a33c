"""Files damaged at random never take the audit down."""

import pytest
from makers import odf, pptx
from makers_ole import Para, doc, doc_row, ppt
from test_read_office import shape

from benchmarks import fuzz


def whole() -> dict[str, bytes]:
    return fuzz.seeds(office=False) | {
        "doc": doc([Para("ประกาศ\r", style=1), *doc_row("ก", "ข"), *doc_row("1", "2")]),
        "ppt": ppt(("แผน", "ข้อหนึ่ง"), ("ผล", "ข้อสอง")),
        "pptx": pptx(shape("แผน"), shape("ผล")),
        "odt": odf("text", "<text:h>ประกาศ</text:h><text:p>น้ำใจ</text:p>"),
    }


def sample(seconds: float, seed: int) -> None:
    outcome = fuzz.run(seconds, seed, whole())
    assert outcome.tried.total() > 20
    assert outcome.problems.total() == outcome.tried.total()
    assert outcome.lost == []
    assert outcome.died == []


def test_a_short_sample_comes_back():
    sample(4, seed=100)


@pytest.mark.slow
def test_twenty_seconds_come_back():
    sample(20, seed=10_000)


def test_a_seed_makes_the_same_file_again():
    files = whole()
    assert [fuzz.damaged(files, seed) for seed in range(30)] == [
        fuzz.damaged(files, seed) for seed in range(30)
    ]
