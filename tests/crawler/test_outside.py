"""Documents behind sharing links and viewers: where they are fetched, and how many."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, Response
from selectolax.lexbor import LexborHTMLParser

from crawler import CrawlPlan
from crawler.answers import understand
from crawler.frontier import Frontier
from crawler.links import links
from crawler.outside import MOST_SHARED, export_of, flip_books, is_shared, shown_by
from crawler.roads import Roads

ID = "1aB-cD_eFgHiJkLmNoPqRsTuVwXyZ"
DRIVE = "https://drive.google.com"
DOCS = "https://docs.google.com"
FILE = f"https://drive.usercontent.google.com/download?id={ID}&export=download&confirm=t"
FOLDER = f"{DRIVE}/embeddedfolderview?id={ID}"
WORD = f"{DOCS}/document/d/{ID}/export?format=docx"
SHEET = f"{DOCS}/spreadsheets/d/{ID}/export?format=xlsx"
SLIDES = f"{DOCS}/presentation/d/{ID}/export/pptx"
HOME = "https://www.dep.go.th/"


@pytest.mark.parametrize(
    ("url", "export"),
    [
        (f"{DRIVE}/file/d/{ID}/view?usp=sharing", FILE),
        (f"{DRIVE}/file/d/{ID}/preview", FILE),
        (f"{DRIVE}/a/dep.go.th/file/d/{ID}/edit", FILE),
        (f"{DRIVE}/file/u/1/d/{ID}/view", FILE),
        (f"{DRIVE}/uc?export=view&id={ID}", FILE),
        (f"{DRIVE}/file/d/{ID}/view?resourcekey=0-Ab", f"{FILE}&resourcekey=0-Ab"),
        (f"{DRIVE}/drive/folders/{ID}", FOLDER),
        (f"{DRIVE}/drive/u/0/folders/{ID}?usp=sharing", FOLDER),
        (f"{DRIVE}/drive/mobile/folders/{ID}", FOLDER),
        (f"{DRIVE}/folderview?id={ID}&usp=sharing", FOLDER),
        (f"{DOCS}/document/d/{ID}/edit?usp=sharing", WORD),
        (f"{DOCS}/document/u/0/d/{ID}/mobilebasic", WORD),
        (f"{DOCS}/a/dep.go.th/document/d/{ID}/view", WORD),
        (f"{DOCS}/spreadsheets/d/{ID}/edit", SHEET),
        (f"{DOCS}/spreadsheets/d/{ID}/htmlview", SHEET),
        (f"{DOCS}/presentation/d/{ID}/embed?start=true", SLIDES),
        (f"{DOCS}/viewer?a=v&pid=explorer&srcid={ID}", FILE),
        (f"{DOCS}/gview?url=https%3A%2F%2Fa.go.th%2Fp.pdf&embedded=true", "https://a.go.th/p.pdf"),
        (f"{DRIVE}/viewerng/viewer?url=http://a.go.th/p.pdf", "http://a.go.th/p.pdf"),
        (
            "https://view.officeapps.live.com/op/embed.aspx?src=https%3A%2F%2Fa.go.th%2Fp.docx",
            "https://a.go.th/p.docx",
        ),
        (f"https://www.google.com/url?q={DRIVE}/file/d/{ID}/view&sa=D", FILE),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.go.th%2Fnews", "https://a.go.th/news"),
    ],
)
def test_where_a_shared_document_is_fetched(url: str, export: str) -> None:
    assert export_of(url) == export
    assert export_of(export) is None


@pytest.mark.parametrize(
    "url",
    [
        f"{DOCS}/forms/d/e/{ID}/viewform",
        f"{DOCS}/document/d/{ID}/export?format=pdf",
        f"{DOCS}/document/d/e/2PACX-{ID}/pub",
        f"{DOCS}/spreadsheets/d/{ID}/pubhtml",
        f"{DRIVE}/open?id={ID}",
        f"{DRIVE}/drive/my-drive",
        f"{DOCS}/gview?embedded=true",
        "https://www.google.com/maps/place/x",
        "https://sites.google.com/view/dep",
        f"https://a.go.th/file/d/{ID}/view",
        "https://a.go.th/?u=drive.google.com/x",
        "not an address google.com",
    ],
)
def test_other_addresses_stay(url: str) -> None:
    assert export_of(url) is None


def test_what_is_fetched_unasked() -> None:
    for url in (FILE, FOLDER, WORD, f"{DRIVE}/open?id={ID}", "https://sites.google.com/view/dep"):
        assert is_shared(url)
    for url in (f"{DOCS}/forms/d/{ID}", f"{DRIVE}/file/d/{ID}/view", "https://www.google.com/"):
        assert not is_shared(url)


@pytest.mark.parametrize(
    ("viewer", "fragment", "files"),
    [
        ("https://a.go.th/viewer.html?file=%2Fdocs%2Fp.pdf", "", ["https://a.go.th/docs/p.pdf"]),
        ("https://a.go.th/v/viewer.html", "file=../p.pdf", ["https://a.go.th/p.pdf"]),
        ("https://a.go.th/flip/?pdf=https://b.go.th/p.pdf?v=1", "", ["https://b.go.th/p.pdf?v=1"]),
        ("https://a.go.th/news?id=1.5&page=home", "top", []),
        ("https://a.go.th/", "", []),
    ],
)
def test_what_a_viewer_is_told_to_show(viewer: str, fragment: str, files: list[str]) -> None:
    assert list(shown_by(viewer, fragment)) == files


def test_flip_books_name_their_file_in_a_program() -> None:
    script = r"""var option_df_7 = {"source":"https:\/\/a.go.th\/p%20lan.pdf","x":1};
      $('#b').FlowPaperViewer({PDFFile : 'b.pdf'}); PDFObject.embed("no.html");"""
    assert list(flip_books(script)) == ["https://a.go.th/p%20lan.pdf", "b.pdf"]
    assert list(flip_books("url: 'x'" * 100_000)) == []


def test_a_page_leads_to_the_documents_it_shows() -> None:
    page = f"""<a href="{DRIVE}/file/d/{ID}/view">แผน</a><iframe src="{DOCS}/document/d/{ID}/pub">
      </iframe><div class=_df_book source="/flip.pdf"></div><div data-pdf=/d.pdf></div>
      <a href="viewer.html#file=/shown.pdf">ดู</a><script>var o={{"source":"/s.pdf"}}</script>
      <img src="{DRIVE}/uc?export=view&id={ID}">"""
    found = list(links(LexborHTMLParser(page), HOME))
    addresses = [link.url for link in found]
    for url in (FILE, "flip.pdf", "d.pdf", "s.pdf", "shown.pdf"):
        assert (url if "//" in url else HOME + url) in addresses
    assert [link.via for link in found if link.url == FILE] == ["link", "image"]
    shouted = page.replace("data-pdf", "DATA-PDF").replace("_book source", "_book SOURCE")
    assert [link.url for link in links(LexborHTMLParser(shouted), HOME)] == addresses


def roads(**plan: tuple[str, ...]) -> tuple[Roads, Frontier]:
    frontier = Frontier(10_000, lambda _: None)  # type: ignore[arg-type,return-value]  # never asked
    return Roads(CrawlPlan(seeds=(HOME,), **plan), frontier), frontier  # type: ignore[arg-type]  # tuples only


def waiting(frontier: Frontier) -> set[str]:
    return {one.url for one in frontier._heap} - {HOME}


def page_of(*urls: str) -> LexborHTMLParser:
    return LexborHTMLParser("".join(f'<a href="{url}">x</a>' for url in urls))


def test_shared_documents_are_fetched_once_and_so_many_only() -> None:
    road, frontier = roads()
    shared = [f"{DRIVE}/file/d/{ID}{number:03}/view" for number in range(MOST_SHARED + 50)]
    road.met(page_of(*shared, f"{DOCS}/forms/d/{ID}/viewform", "https://other.th/a.pdf"), HOME, 0)
    road.met(page_of(*shared), HOME + "b", 0)
    taken = waiting(frontier)
    assert len(taken) == MOST_SHARED
    assert all(url.startswith("https://drive.usercontent.google.com/download?") for url in taken)
    assert not road.follows(FILE)


def test_the_list_of_a_folder_leads_to_its_files() -> None:
    road, frontier = roads()
    road.met(page_of(f"{DRIVE}/drive/folders/{ID}"), HOME, 0)
    assert waiting(frontier) == {FOLDER}
    assert road.follows(FOLDER)
    road.met(page_of(f"{DRIVE}/file/d/{ID}x/view?usp=drive_web"), FOLDER, 1)
    assert len(waiting(frontier)) == 2


def test_declared_sharing_links_are_fetched_as_documents() -> None:
    _, frontier = roads(declared=(f"{DRIVE}/file/d/{ID}/view",))
    assert waiting(frontier) == {FILE}
    _, again = roads(only=(f"{DRIVE}/file/d/{ID}/view",))
    assert {one.url for one in again._heap} == {FILE}


def test_pictures_elsewhere_are_left_alone() -> None:
    road, frontier = roads()
    page = f'<img src="{DRIVE}/uc?export=view&id={ID}"><img src="{DRIVE}/file/d/{ID}/view">'
    road.met(LexborHTMLParser(page), HOME, 0)
    assert waiting(frontier) == set()


def test_a_redirect_to_the_bytes_of_a_shared_document_is_followed() -> None:
    road, _ = roads()
    road.met(page_of(WORD), HOME, 0)
    assert road.redirected(WORD, "https://doc-0s-4c-docs.googleusercontent.com/export/x", 1) is None
    assert road.redirected(HOME + "r", "https://elsewhere.th/", 1) == "outside"


def answer(url: str, title: str, status: int = 200, location: str = "") -> str | None:
    body = f"<html><title>{title}</title><h1>{title}</h1><p>{'เนื้อหา ' * 400}</p>".encode()
    headers = {"Content-Type": "text/html", **({"Location": location} if location else {})}
    kind = Response if location else HtmlResponse
    return understand(url, kind(url, status=status, headers=headers, body=body)).problem


@pytest.mark.parametrize(
    ("url", "title", "status", "problem"),
    [
        (FILE, "Google Drive: Sign-in", 200, "login"),
        (WORD, "ลงชื่อเข้าใช้ - บัญชี Google", 200, "login"),
        (WORD, "You need access", 403, "login"),
        (FOLDER, "ขอสิทธิ์การเข้าถึง", 200, "login"),
        (FILE, "Google Drive - Quota exceeded", 200, "rate_limited"),
        (FILE, "404. That’s an error.", 404, "not_found"),
        (FOLDER, "แผนปฏิบัติราชการ 2569", 200, None),
        (HOME + "a", "Request access to information", 200, None),
    ],
)
def test_a_permission_wall_is_a_login(
    url: str, title: str, status: int, problem: str | None
) -> None:
    assert answer(url, title, status) == problem


def test_being_sent_to_sign_in_is_a_login() -> None:
    target = "https://accounts.google.com/ServiceLogin?continue=x"
    assert answer(WORD, "", 302, target) == "login"


def test_a_redirect_to_a_sharing_link_goes_on_to_its_document() -> None:
    headers = {"Location": f"{DRIVE}/file/d/{ID}/view?usp=drive_open"}
    url = f"{DRIVE}/open?id={ID}"
    assert understand(url, Response(url, status=303, headers=headers)).target == FILE
