"""Documents at their addresses: hrefs, reach, labels, redirects, what could not be got."""

from __future__ import annotations

import pytest
from world import HOME, Moved, Trouble, World, html, link

from audit.documents import Library
from audit.reading import Reading, current_readers
from rules.document import Document, Kind, Legibility, Reach


@pytest.fixture
def shelf(world: World):
    """All documents of the website given, by the end of their address."""

    def documents(pages: dict, declared: tuple[str, ...] = ()) -> dict[str, Document]:
        world.pages = pages
        crawl_id = world.crawl()
        with world.store() as store:
            with Reading(store) as reading:
                reading.finish(crawl_id)
            library = Library(store, current_readers(), ("agency.test",))
            found = library.for_crawl(store.snapshots.current(crawl_id), declared)
        assert [one.url for one in found] == sorted(one.url for one in found)
        return {one.url.removeprefix(HOME): one for one in found}

    return documents


def links(document: Document) -> dict[str, tuple[str | None, Reach]]:
    return {b.text: (b.href, b.reach) for b in document.blocks if b.kind is Kind.LINK}


def test_links_are_resolved_and_know_their_reach(shelf):
    found = shelf(
        {
            "a/": html(
                "แรก",
                link("../b?x=1#top", "หน้า ข"),
                link("gone", "หาย"),
                link("wall", "ติดกำแพง"),
                link("slow", "ช้า"),
                link("unseen", "ยังไม่เห็น"),
                link("https://drive.test/x", "ข้างนอก"),
                link("#", "ว่าง"),
                link("javascript:void(0)", "สคริปต์"),
                link("#part", "ในหน้า"),
                link("mailto:a@agency.test", "เมล"),
            ),
            "b?x=1": html("ข"),
            "a/gone": Trouble(problem="not_found", status=404),
            "a/wall": Trouble(problem="blocked", status=403),
            "a/slow": Trouble(problem="timeout"),
        }
    )
    seen = links(found["a/"])
    assert seen["หน้า ข"] == (HOME + "b?x=1", Reach.LIVE)
    assert seen["หาย"][1] is Reach.DEAD
    assert seen["ติดกำแพง"][1] is Reach.UNKNOWN
    assert seen["ช้า"][1] is Reach.UNKNOWN
    assert seen["ยังไม่เห็น"] == (HOME + "a/unseen", Reach.UNKNOWN)
    assert seen["ข้างนอก"] == ("https://drive.test/x", Reach.UNKNOWN)
    assert seen["ว่าง"][1] is Reach.DEAD
    assert seen["สคริปต์"][1] is Reach.DEAD
    assert seen["ในหน้า"][1] is Reach.UNKNOWN
    assert seen["เมล"][1] is Reach.UNKNOWN


@pytest.mark.parametrize(
    ("problem", "reach"),
    [
        ("not_found", Reach.DEAD),
        ("dns", Reach.UNKNOWN),
        ("refused", Reach.UNKNOWN),
        ("soft_404", Reach.DEAD),
        ("login", Reach.UNKNOWN),
        ("server_error", Reach.UNKNOWN),
        ("robots", Reach.UNKNOWN),
    ],
)
def test_only_what_is_surely_gone_is_dead(shelf, problem, reach):
    found = shelf({"": html("แรก", link("x", "ปลายทาง")), "x": Trouble(problem=problem)})
    assert links(found[""])["ปลายทาง"][1] is reach
    assert (found["x"].problem, found["x"].legibility) == (problem, Legibility.NONE)


def test_labels_are_links_turned_round(shelf):
    found = shelf(
        {
            "": html("แรก", "<h2>แผน</h2>", "<ul><li>O6 <a href='plan'>ดาวน์โหลด</a></li></ul>"),
            "plan": html("แผนปฏิบัติการ"),
        }
    )
    (label,) = found["plan"].labels
    assert (label.text, label.url, label.heading) == ("ดาวน์โหลด", HOME, "แผน")
    assert "O6" in label.near
    assert found[""].labels == ()


def test_redirects_are_followed_and_are_no_documents(shelf):
    found = shelf(
        {
            "": html("แรก", link("old", "แผน")),
            "old": Moved(to=HOME + "older"),
            "older": Moved(to=HOME + "new"),
            "new": html("แผนใหม่"),
        }
    )
    assert set(found) == {"", "new"}
    assert [label.text for label in found["new"].labels] == ["แผน"]
    assert links(found[""])["แผน"] == (HOME + "old", Reach.LIVE)


def test_redirect_circle_ends(shelf):
    found = shelf(
        {
            "": html("แรก", link("x", "วน")),
            "x": Moved(to=HOME + "y"),
            "y": Moved(to=HOME + "x"),
        }
    )
    assert links(found[""])["วน"][1] is Reach.DEAD
    assert {one.problem for url, one in found.items() if url} == {"redirect_loop"}


def test_addresses_never_got_are_documents_that_say_why(shelf):
    found = shelf(
        {
            "": html(
                "แรก", link("later", "แผน"), link("https://drive.test/f", "ไฟล์"), link("d", "เสีย")
            ),
            "d": Trouble(problem="not_found", status=404),
        },
        declared=(HOME + "promised",),
    )
    assert found["later"].problem == "not_reached"
    assert found["https://drive.test/f"].problem == "outside"
    assert found["d"].problem == "not_found"
    assert found["promised"].problem == "not_reached"
    assert all(not found[key].sha256 for key in ("later", "https://drive.test/f", "promised"))
    assert [label.text for label in found["https://drive.test/f"].labels] == ["ไฟล์"]


def test_blocked_page_with_a_body_shows_none_of_it(shelf, world):
    found = shelf(
        {"": html("แรก", link("w", "แผน")), "w": Trouble(problem="challenge", status=403)}
    )
    assert (found["w"].blocks, found["w"].problem) == ((), "challenge")


def test_pictures_on_pages_are_no_documents_but_linked_ones_are(shelf):
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
    found = shelf(
        {
            "": html("แรก", "<img src='a.png' alt='ผัง'>", link("b.png", "ดูภาพ")),
            "a.png": png,
            "b.png": png + b"1",
        }
    )
    assert set(found) == {"", "b.png"}
    assert found["b.png"].legibility is Legibility.NONE
    picture = next(b for b in found[""].blocks if b.kind is Kind.PICTURE)
    assert (picture.href, picture.reach) == (HOME + "a.png", Reach.LIVE)


def test_form_to_its_own_page_is_alive(shelf):
    form = "<form action=''><textarea name='q'></textarea><button>ส่งเรื่อง</button></form>"
    found = shelf({"ask": html("ถามตอบ", form)})
    assert {b.reach for b in found["ask"].blocks if b.near == "form"} <= {Reach.LIVE}


def test_equal_blocks_of_many_pages_are_one_object(shelf):
    menu = link("/", "หน้าแรกของเรา")
    found = shelf({"": html("แรก")} | {f"p{n}": html(f"หน้า {n}", menu) for n in range(4)})
    first, *others = (found[f"p{n}"].blocks[0] for n in range(4))
    assert first.text == "หน้าแรกของเรา"
    assert all(block is first for block in others)
