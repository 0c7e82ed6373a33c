"""What only acts like a link: what is taken, and the near misses that are left."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.frontier import ONE_IN, Frontier
from crawler.handlers import opened, scripted
from crawler.links import links
from crawler.media import parse
from crawler.soft404 import Missing

SCRIPTS = [
    ("d.add(1,0,'ITA','ita.php?id=1');", ["ita.php?id=1"]),
    ('var f = ["\\/up\\/plan.pdf"];', ["/up/plan.pdf"]),
    ("top.location.href='th/main.php'", ["th/main.php", "th/main.php"]),
    ("document.write('<a href=\"a.htm\">')", ["a.htm"]),
    ("location.href='view.php?id='+id", []),  # put together of parts
    ("img = base + 'a.php'", []),
    ("$.post('list.php'); $('#x').load(\"more.php\")", []),  # asked by the script itself
    ("x.open('POST','list.php'); $.ajax({url: 'b.php'})", []),
    ("go('save.php'); go('index.php?action=delete&id=3'); go('logout.aspx')", []),
    ("go('/update/2568.html')", ["/update/2568.html"]),
    ("say('jquery.min.js', 'style.css', '{{page}}.html')", []),
]


@pytest.mark.parametrize(("script", "wanted"), SCRIPTS)
def test_a_script_names_pages(script: str, wanted: list[str]) -> None:
    assert list(scripted(script)) == wanted


FORMS = [
    (
        "<form action=a.php><input type=hidden name=id value=5><button>x</button></form>",
        "a.php?id=5",
    ),
    ("<form action='a.php?x=1'><input type=hidden name=id value=5></form>", "a.php?id=5"),
    ("<form action=a.php><input name=q></form>", ""),
    ("<form action=a.php><input type=radio name=vote value=1></form>", ""),
    ("<form action=a.php><input type=hidden name=_token value=x></form>", ""),
    ("<form action=a.aspx><input type=hidden name=__VIEWSTATE value=x></form>", ""),
    ("<form action=a.php method=post><input type=hidden name=id value=5></form>", ""),
    ("<form action=delete.php><input type=hidden name=id value=5></form>", ""),
]


@pytest.mark.parametrize(("form", "wanted"), FORMS)
def test_a_form_that_only_leads_somewhere(form: str, wanted: str) -> None:
    node = LexborHTMLParser(form).css_first("form")
    assert node is not None
    assert "".join(opened(node)) == wanted


def test_a_menu_of_numbers_leads_nowhere() -> None:
    tree = parse(
        b"<select><option value=2568>x<option value='th'>y<option value='/a.php'>z</select>"
    )
    assert [one.url for one in links(tree, "http://x.go.th/")] == ["http://x.go.th/a.php"]


def test_a_link_in_a_drawing_costs_no_page() -> None:
    tree = parse(b"<a href=/a>x</a><svg><a xlink:href=/b><text>y</text></a></svg>")
    urls = [one.url for one in links(tree, "http://x.go.th/")]
    assert urls == ["http://x.go.th/a", "http://x.go.th/b"]


def test_a_page_in_tis_620_asks_in_it() -> None:
    page = "<h1>แผนปฏิบัติราชการ</h1><a href='/ข่าว?q=แผน'>x</a>".encode("cp874")
    urls = [one.url for one in links(parse(page), "http://x.go.th/")]
    assert urls == ["http://x.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7?q=%E1%BC%B9"]


def test_what_is_doubted_waits_and_comes_back() -> None:
    asked: list[str] = []
    frontier = Frontier(1000, lambda page: asked.append(page.url))
    for n in range(80):
        frontier.add(f"http://x.go.th/same?{n}", rank=10)
    frontier.add("http://x.go.th/other", rank=20)
    frontier.add("http://x.go.th/same?declared", rank=-1)
    frontier.doubts = lambda url: "same" in url
    while len(asked) < 5:
        frontier.next_request()
    assert asked[:2] == ["http://x.go.th/same?declared", "http://x.go.th/other"]
    assert asked[2:] == [f"http://x.go.th/same?{n}" for n in (7, 15, 23)]
    frontier.doubts = lambda _: False  # one of them showed something new
    while frontier.has_pending_requests():
        frontier.next_request()
    assert len(asked) == 2 + 3 + (80 - 3 * ONE_IN)


def test_an_error_page_that_is_told_the_address() -> None:
    missing = Missing(target="http://x.go.th/Error.aspx?path=/oit-1", name="oit-1")
    assert missing.sends_to("http://x.go.th/Error.aspx?path=/gone.aspx")
    assert not missing.sends_to("http://x.go.th/Login.aspx?path=/gone.aspx")
    assert not Missing(target="http://x.go.th/?page=1").sends_to("http://x.go.th/?page=2")
