"""A letter says what stood in the way, asks for that, and for nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from world import HOME, Trouble

from audit.cli import run
from audit.letters import CAUSES, Part, as_docx, letter
from audit.site import OfficeConfig
from audit.store import Store
from crawler.model import PROBLEMS

DAY = dt.date(2026, 5, 15)


def written(world) -> str | None:
    with Store(world.site.paths) as store:
        crawl_id = store.snapshots.latest_crawl()
        crawl = store.snapshots.crawl_row(crawl_id)
        found = letter(world.site, crawl, store.snapshots.current(crawl_id), DAY)
    return found and "\n".join(part.text for part in found)


def test_what_was_met_is_what_is_asked(world):
    world.pages |= {f"p{n}": Trouble(problem="blocked", status=403) for n in range(5)}
    world.pages |= {"q": Trouble(problem="tls_expired"), "r": Trouble(problem="not_found")}
    world.check()
    text = written(world)
    for words in ("๑๕ พฤษภาคม ๒๕๖๙", "๕ หน้า", HOME + "p0", "User-Agent", "oit/", "ใบรับรอง"):
        assert words in text
    for words in ("robots.txt ให้", HOME + "p4", HOME + "r", "จังหวะที่รับได้"):
        assert words not in text
    assert text.index("ไฟร์วอลล์กั้น") < text.index("ใบรับรองหมดอายุ"), "the most frequent first"


@pytest.mark.parametrize("word", sorted(CAUSES))
def test_every_cause_is_asked_for(world, word):
    assert word in PROBLEMS
    world.pages["a"] = Trouble(problem=word)
    world.check()
    assert "\n๑. " in written(world)


def test_no_letter_without_a_reason(world, capsys):
    world.pages["gone"] = Trouble(problem="not_found", status=404)
    world.check()
    assert written(world) is None
    assert run(["letter", "--site", str(world.site.folder)]) == 0
    assert "ไม่ถูกกั้น" in capsys.readouterr().out


def test_as_a_word_file(world, tmp_path, capsys):
    world.pages["a"] = Trouble(problem="challenge", status=503)
    world.check()
    file = tmp_path / "out" / "letter.docx"
    assert run(["letter", "--site", str(world.site.folder), "--out", str(file)]) == 0
    paragraphs = [one.text for one in Document(BytesIO(file.read_bytes())).paragraphs]
    paragraphs = [one for one in paragraphs if one]  # without the room to sign
    day = 2  # the paragraph that says which day it is
    assert paragraphs[:day] + paragraphs[day + 1 :] == [
        line for number, line in enumerate(written(world).split("\n")) if number != day
    ]
    text = "\n".join(one.text for one in Document(BytesIO(as_docx([Part("ก")]))).paragraphs)
    assert text == "ก"
    assert "เติมเลขที่หนังสือ" in capsys.readouterr().out


def test_it_is_laid_out_as_official_letters_are(world):
    world.pages["a"] = Trouble(problem="blocked", status=403)
    world.check()
    text = written(world)
    order = ("ที่ ...", "๑๕ พฤษภาคม ๒๕๖๙", "เรื่อง ", "เรียน ", "ด้วย ", "เมื่อวันที่ ",
             "จึงเรียนมา", "\nขอแสดงความนับถือ\n(...", "ตำแหน่ง ...", "โทร. ...")  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "oit/0" in text and HOME + "a" in text, (
        "names of programs and addresses stay as they are"
    )


def test_what_the_agency_said_of_itself_stands_in_the_letter(world):
    office = OfficeConfig(unit="กลุ่มสารสนเทศ", phone="0 2000 0000", number="ดช 0101/", signer="นางดี")
    config = world.site.config.model_copy(update={"office": office})
    world.pages["a"] = Trouble(problem="blocked", status=403)
    world.check()
    with Store(world.site.paths) as store:
        crawl_id = store.snapshots.latest_crawl()
        crawl, seen = store.snapshots.crawl_row(crawl_id), store.snapshots.current(crawl_id)
        found = letter(replace(world.site, config=config), crawl, seen, DAY)
    text = "\n".join(part.text for part in found)
    for words in ("ที่ ดช ๐๑๐๑/", "(นางดี)", "กลุ่มสารสนเทศ", "โทร. ๐ ๒๐๐๐ ๐๐๐๐"):
        assert words in text


def test_shown_when_no_file_is_named(world, capsys):
    world.pages["a"] = Trouble(problem="geo", status=403)
    world.check()
    assert run(["letter", "--site", str(world.site.folder)]) == 0
    assert "กั้นตามประเทศ" in capsys.readouterr().out
