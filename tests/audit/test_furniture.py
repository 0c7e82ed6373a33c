"""Menus and footers are told from content; small sites and doubled footers keep their content."""

from __future__ import annotations

import pytest

from audit.furniture import FEWEST_PAGES, Furniture
from rules.document import Block, Document, Kind, Legibility, Table

MENU = [
    Block(kind=Kind.LINK, text=f"เมนู {n}", where="ต้นหน้า", href=f"http://a.test/{n}")
    for n in range(5)
]
FOOTER = [
    Block(kind=Kind.TEXT, text="เลขที่ 1 ถนนตัวอย่าง", where="ท้ายหน้า"),
    Block(kind=Kind.TEXT, text="โทร. 0 2000 0000", where="ท้ายหน้า"),
    Block(kind=Kind.TEXT, text="สงวนลิขสิทธิ์", where="ท้ายหน้า"),
]


def page(number: int, *own: Block, host: str = "a.test", menu: bool = True) -> Document:
    content = own or (Block(kind=Kind.TEXT, text=f"เนื้อหา {number}", where="หน้า"),)
    blocks = (*MENU, *content, *FOOTER) if menu else content
    return Document(
        sha256=f"{number:064d}",
        media="text/html",
        legibility=Legibility.TEXT,
        url=f"http://{host}/p{number}",
        blocks=tuple(blocks),
    )


def marked(document: Document, pages: list[Document]) -> list[str]:
    return [block.text for block in Furniture(pages).mark(document).blocks if block.furniture]


def test_menu_and_footer_of_a_large_site():
    pages = [page(n) for n in range(FEWEST_PAGES)]
    assert marked(pages[3], pages) == [block.text for block in (*MENU, *FOOTER)]


def test_small_site_has_none():
    pages = [page(n) for n in range(FEWEST_PAGES - 1)]
    assert marked(pages[3], pages) == []


@pytest.mark.parametrize(("with_menu", "found"), [(11, False), (12, True), (19, True)])
def test_share_of_pages_decides(with_menu, found):
    pages = [page(n, menu=n < with_menu) for n in range(20)]
    assert bool(marked(pages[0], pages)) is found


def test_contact_page_keeps_its_own_address():
    heading = Block(kind=Kind.HEADING, text="ติดต่อเรา", where="ติดต่อเรา")
    contact = page(50, heading, *FOOTER[:2])
    pages = [*(page(n) for n in range(30)), contact]
    blocks = Furniture(pages).mark(contact).blocks
    start = blocks.index(heading)
    assert [block.furniture for block in blocks[start : start + 3]] == [False, False, False]
    assert all(block.furniture for block in blocks[-3:])


def test_same_text_with_another_target_is_content():
    own = Block(kind=Kind.LINK, text="เมนู 1", where="หน้า", href="http://a.test/file.pdf")
    document = page(50, own)
    pages = [*(page(n) for n in range(30)), document]
    assert own in Furniture(pages).mark(document).blocks


def test_every_host_for_itself():
    pages = [page(n) for n in range(30)]
    other = page(99, host="b.test")
    assert marked(other, [*pages, other]) == []
    assert marked(page(98, host="www.a.test"), pages)


def test_one_page_under_many_addresses_counts_once():
    same = [
        Document(
            sha256="0" * 64,
            media="text/html",
            legibility=Legibility.TEXT,
            url=f"http://a.test/?id={n}",
            blocks=tuple(FOOTER),
        )
        for n in range(60)
    ]
    assert marked(same[0], same) == []


def test_files_are_never_furnished():
    pages = [page(n) for n in range(30)]
    file = Document(
        sha256="f" * 64,
        media="application/pdf",
        legibility=Legibility.TEXT,
        url="http://a.test/f.pdf",
        blocks=tuple(FOOTER),
    )
    assert Furniture([*pages, file]).mark(file) is file


def test_repeated_tables_are_left_out():
    table = Table(header=("ก", "ข"), rows=(("1", "2"),), where="เมนู")
    own = Table(header=("โครงการ", "งบ"), rows=(("ก", "1"),), where="แผน")
    pages = [
        Document(
            sha256=f"{n:064d}",
            media="text/html",
            legibility=Legibility.TEXT,
            url=f"http://a.test/{n}",
            blocks=tuple(MENU),
            tables=(table, own) if n == 0 else (table,),
        )
        for n in range(30)
    ]
    assert Furniture(pages).mark(pages[0]).tables == (own,)
