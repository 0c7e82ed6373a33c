"""A pack is proposed when a page follows its numbers and its names, of its year."""

from __future__ import annotations

import pytest

from rules.document import Document
from rules.markup import document
from rules.pack import Pack
from rules.propose import propose
from rules.reader import load_pack, pack_names

PACKS = [load_pack(name).pack for name in pack_names()]
LISTS = [pack for pack in PACKS if pack.pack != "oit-2568-obec"]  # its numbers are not known
PAIRS = {"oit-2564", "oit-2565"}
"""Two years whose lists differ in one item."""


def index(pack: Pack, year: int | None = None, *, title: str = "รายการ ITA") -> Document:
    """An index page of a site that follows the pack."""
    heading = f"# {title}" + (f" ปีงบประมาณ พ.ศ. {year}" if year else "")
    links = [f"[{one.code.upper()} {one.title}](/{one.code}.html)" for one in pack.indicators]
    url = f"https://www.example.go.th/{pack.pack}.html"
    return document({"text": "\n".join([heading, *links]), "url": url})


@pytest.mark.parametrize("pack", LISTS, ids=lambda pack: pack.pack)
def test_an_index_that_names_its_year_decides(pack: Pack):
    (found,) = propose([index(pack, pack.fiscal_year)], PACKS)
    assert found.pack == pack.pack
    assert found.share > 0.9
    assert f"และระบุปี {pack.fiscal_year}" in found.why
    assert f"จาก {len(pack.indicators)} ข้อ" in found.why


@pytest.mark.parametrize("pack", LISTS, ids=lambda pack: pack.pack)
def test_without_a_year_the_list_itself_tells(pack: Pack):
    named = {one.pack for one in propose([index(pack)], PACKS)}
    assert pack.pack in named
    assert named <= (PAIRS if pack.pack in PAIRS else {pack.pack})


def test_the_newest_of_several_years_comes_first():
    pages = [index(pack, pack.fiscal_year) for pack in LISTS if pack.pack.startswith("oit-256")]
    general = [one.pack for one in propose(pages, PACKS) if one.pack.count("-") == 1]
    assert general == [f"oit-{year}" for year in range(2569, 2563, -1)]


def test_old_numbers_under_a_new_year_are_not_the_new_list():
    """A page of 2566 that was only given the year 2567 follows no list of 2567."""
    old = load_pack("oit-2566").pack
    assert "oit-2567" not in {one.pack for one in propose([index(old, 2567)], PACKS)}


def test_a_page_with_names_but_no_numbers_follows_nobody():
    pack = load_pack("oit-2569").pack
    text = "\n".join(f"[{one.title}](/{one.code}.html)" for one in pack.indicators)
    assert propose([document(text)], PACKS) == ()


def test_numbers_with_other_names_follow_nobody():
    lines = "\n".join(f"[ข้อ {n} เกร็ดความรู้เรื่องที่ {n}](/{n}.html)" for n in range(1, 27))
    assert propose([document(lines)], PACKS) == ()


def test_a_few_items_are_not_a_list():
    pack = load_pack("oit-2569").pack
    lines = [f"[{one.code.upper()} {one.title}](/x)" for one in pack.indicators[:7]]
    assert propose([document("\n".join(lines))], PACKS) == ()


def test_no_documents_no_proposal():
    assert propose([], PACKS) == ()
