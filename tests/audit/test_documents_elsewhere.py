"""Documents behind bases, frames, viewers and sharing links; pictures that are not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from world import HOME, Page, Trouble, World, html, link

from audit.documents import Library
from audit.reading import Reading, current_readers
from rules.document import Block, Document, Kind, Reach

ID = "1aB-cD_eFgHiJkLmNoPqRsTuVwXyZ"
SHARED = f"https://drive.google.com/file/d/{ID}/view?usp=sharing"
BYTES = f"https://drive.usercontent.google.com/download?id={ID}&export=download&confirm=t"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
Shelf = Callable[..., dict[str, Document]]


@pytest.fixture
def shelf(world: World) -> Shelf:
    """All documents of the website given, by the end of their address."""

    def documents(pages: Mapping[str, Page], declared: tuple[str, ...] = ()) -> dict[str, Document]:
        world.pages = dict(pages)
        crawl_id = world.crawl()
        with world.store() as store:
            with Reading(store) as reading:
                reading.finish(crawl_id)
            library = Library(store, current_readers(), ("agency.test",))
            found = library.for_crawl(store.snapshots.current(crawl_id), declared)
            assert {library.resolve(url) for url in declared} <= {one.url for one in found}
        return {one.url.removeprefix(HOME): one for one in found}

    return documents


def block(document: Document, kind: Kind) -> Block:
    return next(one for one in document.blocks if one.kind is kind)


def based(base: str, *body: str) -> str:
    return html("แรก", *body).replace("<head>", f'<head><base href="{base}">')


@pytest.mark.parametrize("base", ["/th/", HOME + "th/", "th/index.php", "//agency.test/th/"])
def test_links_and_pictures_stand_at_the_base_of_their_page(shelf: Shelf, base: str) -> None:
    body = (link("plan", "แผน"), "<img src='i.png' alt='ผัง'>", link("#", "ว่าง"))
    found = shelf({"": based(base, *body), "th/plan": html("แผนปฏิบัติการ"), "th/i.png": PNG})
    assert block(found[""], Kind.LINK).href == HOME + "th/plan"
    assert block(found[""], Kind.LINK).reach is Reach.LIVE
    assert block(found[""], Kind.PICTURE).reach is Reach.LIVE
    assert [label.text for label in found["th/plan"].labels] == ["แผน"]
    assert {b.href: b.reach for b in found[""].blocks}["#"] is Reach.DEAD


def test_frames_are_known_by_the_page_that_shows_them(shelf: Shelf) -> None:
    frames = html("โครงสร้างหน่วยงาน", "<frameset><frame src=menu><frame src=body></frameset>")
    found = shelf({"": html("แรก"), "org": frames, "menu": html("ม"), "body": html("ข")})
    assert [label.near for label in found["body"].labels] == ["โครงสร้างหน่วยงาน"]
    inside = html("x", "<h2>แผนปี 2569</h2>", "<iframe src=plan></iframe>")
    found = shelf({"": inside, "plan": html("p")})
    assert [label.near for label in found["plan"].labels] == ["แผนปี 2569"]


def test_a_shared_document_has_the_words_of_its_sharing_link(shelf: Shelf) -> None:
    found = shelf({"": html("แรก", link(SHARED, "แผน")), BYTES: html("แผน")}, declared=(SHARED,))
    assert (block(found[""], Kind.LINK).href, block(found[""], Kind.LINK).reach) == (
        SHARED,
        Reach.LIVE,
    )
    assert [label.text for label in found[BYTES].labels] == ["แผน"]
    assert SHARED not in found


def test_a_shared_document_for_invited_people_is_not_dead(shelf: Shelf) -> None:
    found = shelf({"": html("แรก", link(SHARED, "แผน")), BYTES: Trouble(problem="login")})
    assert block(found[""], Kind.LINK).reach is Reach.UNKNOWN
    assert found[BYTES].problem == "login"


def test_a_shared_folder_is_the_list_of_its_files(shelf: Shelf) -> None:
    folder = f"https://drive.google.com/embeddedfolderview?id={ID}"
    entry = (
        f'<div class="flip-entry"><a href="https://drive.google.com/file/d/{ID}/view?usp=drive_web">'
        '<div class="flip-entry-visual"><img src="t.png" alt="PDF"></div>'
        '<div class="flip-entry-title">แผนปี 2569.pdf</div></a></div>'
    )
    link_ = link(f"https://drive.google.com/drive/folders/{ID}?usp=sharing", "รวมแผน")
    found = shelf({"": html("แรก", link_), folder: html("แผนงาน", entry), BYTES: b"%PDF-1.4"})
    assert [label.text for label in found[folder].labels] == ["รวมแผน"]
    assert [label.text for label in found[BYTES].labels] == ["แผนปี 2569.pdf"]


def test_a_shared_document_nobody_fetched_is_elsewhere(shelf: Shelf) -> None:
    found = shelf({"": html("แรก", link(SHARED, "แผน"))})
    assert block(found[""], Kind.LINK).reach is Reach.UNKNOWN
    assert found[SHARED].problem == "outside"


VIEWERS = ["flip.html?file=/plan.pdf", "flip.html#file=plan.pdf", "https://v.test/?u=" + HOME]


@pytest.mark.parametrize("viewer", [*VIEWERS[:2], VIEWERS[2] + "plan.pdf"])
def test_what_a_viewer_shows_has_the_words_of_the_link(shelf: Shelf, viewer: str) -> None:
    pages: dict[str, Page] = {"": html("แรก", link(viewer, "แผน")), "plan.pdf": html("แผน")}
    if "flip" in viewer:
        pages[viewer.partition("#")[0]] = html("โปรแกรมดูหนังสือ")
    found = shelf(pages)
    assert [label.text for label in found["plan.pdf"].labels] == ["แผน"]
    assert block(found[""], Kind.LINK).reach is Reach.LIVE


def test_a_viewer_without_its_document_is_not_live(shelf: Shelf) -> None:
    gone = Trouble(problem="not_found", status=404)
    viewer = {"v.html?file=/p.pdf": html("โปรแกรม")}
    found = shelf({"": html("แรก", link("v.html?file=/p.pdf", "แผน")), "p.pdf": gone} | viewer)
    assert block(found[""], Kind.LINK).reach is Reach.UNKNOWN


def test_a_program_that_gives_the_file_itself_is_the_document(shelf: Shelf) -> None:
    gone = Trouble(problem="not_found", status=404)
    url = "get.php?file=p.pdf"
    found = shelf({"": html("แรก", link(url, "แผน")), url: b"%PDF-1.4", "p.pdf": gone})
    assert block(found[""], Kind.LINK).reach is Reach.LIVE
    assert [label.text for label in found[url].labels] == ["แผน"]


@pytest.mark.parametrize(
    ("picture", "reach"),
    [
        (PNG, Reach.LIVE),
        (Trouble(problem="not_found", status=404), Reach.DEAD),
        (Trouble(problem="timeout"), Reach.UNKNOWN),
        (html("ไม่พบ", "หน้าแรกของเรา"), Reach.DEAD),
    ],
)
def test_a_picture_is_there_only_when_a_picture_came(
    shelf: Shelf, picture: Page, reach: Reach
) -> None:
    found = shelf({"": html("แรก", "<img src='a.png' alt='นายสมชาย'>"), "a.png": picture})
    assert block(found[""], Kind.PICTURE).reach is reach


@pytest.mark.parametrize(
    ("source", "reach"),
    [
        ("", Reach.DEAD),
        ("src=''", Reach.DEAD),
        ("src='data:image/gif;base64,R0lGODlhAQABAAAAACw='", Reach.DEAD),
        (f"src='data:image/jpeg;base64,{'QUJD' * 200}'", Reach.UNKNOWN),
        ("src='data:image/gif;base64,R0lGODlh' data-src='unseen.png'", Reach.UNKNOWN),
        ("srcset='unseen.png 1x, b.png 2x'", Reach.UNKNOWN),
    ],
)
def test_a_picture_without_a_source_shows_nothing(shelf: Shelf, source: str, reach: Reach) -> None:
    found = shelf({"": html("แรก", f"<img {source} alt='นายสมชาย'>")})
    assert block(found[""], Kind.PICTURE).reach is reach
