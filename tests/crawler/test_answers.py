"""What servers answer, and the word it gets."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable

import brotli
import pytest

from tests.crawler.conftest import Seen
from tests.servers import Handler, Page, Route, html, serve

Look = Callable[..., Seen]
LONG = "ข้อความของหน้านี้มีเนื้อหายาวพอสมควร " * 80


def test_every_answer_is_kept(look: Look) -> None:
    """Pages, files, pictures and errors: a row and the bytes of each."""
    routes: dict[str, Route] = {
        "/": html("/plan.pdf", "/data.xlsx", "/gone", "/broken", "/photo.jpg", "/odd"),
        "/plan.pdf": Page(body=b"%PDF-1.4 plan", type="application/octet-stream"),
        "/data.xlsx": Page(body=b"PK\x03\x04xl/", type="application/zip"),
        "/photo.jpg": Page(body=b"\xff\xd8\xff photo", type="image/jpeg"),
        "/broken": Page(body="fell over", status=500, type="text/plain"),
        "/odd": Page(body="?", status=418),
    }
    with serve(routes) as site:
        seen = look(site.url)
    found = {path: (s.status, s.problem, s.media) for path, s in seen.all.items()}
    assert found == {
        "/": (200, None, "text/html"),
        "/plan.pdf": (200, None, "application/pdf"),
        "/data.xlsx": (
            200, None, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
        "/photo.jpg": (200, None, "image/jpeg"),
        "/gone": (404, "not_found", "text/html"),
        "/broken": (500, "server_error", "text/plain"),
        "/odd": (418, "client_error", "text/html"),
    }  # fmt: skip
    assert seen.body("/plan.pdf") == b"%PDF-1.4 plan"
    assert seen.body("/broken") == b"fell over"
    assert seen.result.ended == "complete"
    assert seen.result.problems == {"client_error": 1, "not_found": 1, "server_error": 1}


CHALLENGE = "<html><title>Just a moment...</title><body><div id=cf_chl_opt></div></body></html>"
SCRIPT_ON_CONTENT = f"<script src=/cdn-cgi/challenge-platform/x.js></script><p>{LONG}</p>"
LOGIN = "<title>เข้าสู่ระบบ</title><form method=post><input name=u><input type=password></form>"
SIDE_LOGIN = f"<p>{LONG}</p><form><input name=u><input type='password'></form>"
WAF = "<title>Request Rejected</title><body>The requested URL was rejected. ID: 77</body>"
WAF_WORDS = f"<title>ข่าวไซเบอร์</title><p>ไฟร์วอลล์ FortiGuard ตัวใหม่ {LONG}</p>"
NUMBERED = f"<title>404/2568 คำสั่งแต่งตั้ง</title><p>{LONG}</p>"

PAGES = {
    "challenge": (CHALLENGE, 200, "challenge"),
    "challenge_503": (CHALLENGE, 503, "challenge"),
    "challenge_403": (CHALLENGE, 403, "challenge"),
    "script_on_content": (SCRIPT_ON_CONTENT, 200, None),
    "login": (LOGIN, 200, "login"),
    "login_beside_content": (SIDE_LOGIN, 200, None),
    "firewall": (WAF, 200, "blocked"),
    "firewall_403": ("<h1>ไม่อนุญาต</h1>", 403, "blocked"),
    "unauthorized": ("<h1>who?</h1>", 401, "blocked"),
    "writes_of_firewalls": (WAF_WORDS, 200, None),
    "soft_404_title": ("<title>404 - ไม่พบหน้า</title><p>ขออภัย</p>", 200, "soft_404"),
    "soft_404_heading": ("<h1>Page not found</h1>", 200, "soft_404"),
    "number_404": (NUMBERED, 200, None),
    "gone": ("<h1>Gone</h1>", 410, "not_found"),
    "empty": ("", 200, "empty"),
    "only_markup": ("<html><body>  </body></html>", 200, "empty"),
    "drawn_by_script": ("<div id=app></div><script src=/app.js></script>", 200, None),
    "pictures_only": ("<img src=/a.jpg>", 200, None),
}


def test_what_is_not_content(look: Look) -> None:
    routes: dict[str, Route] = {f"/{n}": Page(body=b, status=s) for n, (b, s, _) in PAGES.items()}
    routes["/"] = html(*routes, text=LONG)
    with serve(routes) as site:
        seen = look(site.url)
    assert {n: seen.problem(f"/{n}") for n in PAGES} == {n: w for n, (_, _, w) in PAGES.items()}
    assert all(seen.all[f"/{n}"].sha256 for n in PAGES if n != "empty")


def test_soft_404_by_comparison(look: Look) -> None:
    """The site answers every missing address with 200 and its own menu."""
    menu = '<nav><a href="/">หน้าแรก</a><a href="/plan">แผนงาน</a><a href="/dead">รายงาน</a></nav>'

    def anything(handler: Handler) -> str:
        return f"<title>กรม</title>{menu}<p>กลับสู่เมนูหลัก {handler.path}</p>"

    routes: dict[str, Route] = {
        "/": f"<title>กรม</title>{menu}<p>{LONG}</p>",
        "/plan": f"<title>กรม</title>{menu}<p>แผนปฏิบัติราชการประจำปี {LONG}</p>",
        "/*": anything,
    }
    with serve(routes) as site:
        seen = look(site.url)
    assert {p: s.problem for p, s in seen.all.items()} == {
        "/": None, "/plan": None, "/dead": "soft_404",
    }  # fmt: skip


def test_missing_pages_sent_home(look: Look) -> None:
    home = Page(status=302, headers={"Location": "/home"})
    routes: dict[str, Route] = {
        "/": html("/dead.pdf", "/moved"),
        "/moved": Page(status=301, headers={"Location": "/new"}),
        "/new": html(text=LONG),
        "/home": html(text=LONG),
        "/*": home,
    }
    with serve(routes) as site:
        seen = look(site.url)
    assert seen.problem("/dead.pdf") == "soft_404"
    assert seen.problem("/moved") is None


def test_one_shell_for_all_addresses_is_left_alone(look: Look) -> None:
    shell = '<title>App</title><div id="app"><a href="/a">a</a><a href="/b">b</a></div>'
    with serve({"/*": shell}) as site:
        seen = look(site.url)
    assert {s.problem for s in seen.all.values()} == {None}


@pytest.mark.parametrize("how", ["gzip", "br", "deflate"])
def test_compressed(look: Look, how: str) -> None:
    body = html(text=LONG).encode()
    packed = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}[how](body)
    with serve({"/": Page(body=packed, headers={"Content-Encoding": how})}) as site:
        seen = look(site.url)
    assert seen.body("/") == body


def test_too_large_costs_nothing(look: Look) -> None:
    """Told by its length, by its body, or by what it unpacks to."""
    bomb = gzip.compress(b"0" * 3_000_000)
    routes: dict[str, Route] = {
        "/": html("/told.pdf", "/bomb", "/fits.pdf"),
        "/told.pdf": Page(body=b"%PDF", length=300_000_000, cut=True, type="application/pdf"),
        "/bomb": Page(body=bomb, headers={"Content-Encoding": "gzip"}),
        "/fits.pdf": Page(body=b"%PDF" + b"x" * 90_000, type="application/pdf"),
    }
    with serve(routes) as site:
        seen = look(site.url, max_bytes=100_000)
    assert seen.problem("/told.pdf") == "too_large"
    assert seen.problem("/bomb") == "too_large"
    assert seen.problem("/fits.pdf") is None


def test_an_answer_that_breaks_off_is_not_content(look: Look) -> None:
    """Asked again; a whole page with a wrong length is still a page."""
    whole = html(text=LONG)
    routes: dict[str, Route] = {
        "/": html("/cut.pdf", "/wrong"),
        "/cut.pdf": Page(body=b"%PDF-1.4 half", length=5000, cut=True, type="application/pdf"),
        "/wrong": Page(body=whole, length=len(whole.encode()) + 10, cut=True),
    }
    with serve(routes) as site:
        seen = look(site.url)
    assert seen.problem("/cut.pdf") == "network"
    assert seen.all["/cut.pdf"].sha256
    assert site.count("/cut.pdf") == 4  # two more tries, and a last one at the end
    assert seen.problem("/wrong") is None


def test_tries_again(look: Look) -> None:
    answers = iter([Page(status=503), Page(status=429, headers={"Retry-After": "1"})])

    def shaky(_: Handler) -> Page | str:
        return next(answers, html(text=LONG))

    with serve(
        {"/": html("/shaky", "/never"), "/shaky": shaky, "/never": Page(status=429)}
    ) as site:
        seen = look(site.url)
    assert (seen.problem("/shaky"), seen.problem("/never")) == (None, "rate_limited")
    assert (site.count("/shaky"), site.count("/never")) == (3, 4)  # and a last time at the end


def test_a_slow_server(look: Look) -> None:
    def slow(_: Handler) -> str:
        time.sleep(3)
        return "late"

    with serve({"/": html("/slow"), "/slow": slow}) as site:
        seen = look(site.url, timeout=0.4)
    assert seen.problem("/slow") == "timeout"
    assert seen.all["/slow"].status is None


def test_a_dead_host_is_left_alone(look: Look) -> None:
    """After many answers in a row without content, nothing more is asked."""
    routes: dict[str, Route] = {
        "/": html(*[f"/p{n}" for n in range(300)], text=LONG),
        "/p*": Page(status=403, body="no"),
    }
    with serve(routes) as site:
        seen = look(site.url)
    assert seen.result.ended == "limit"
    assert len(site.hits) < 100


def test_what_is_not_what_its_name_says(look: Look) -> None:
    """A page in a document's place; a way on to the document, though, is a page."""
    film = Page(body=b"0" * 100_000, type="video/mp4")
    routes: dict[str, Route] = {
        "/": html("/plan.pdf", "/way.pdf", "/framed.docx", "/watch"),
        "/plan.pdf": "<title>แผน</title><p>ท่านยังไม่ได้เลือกเอกสาร</p>",
        "/way.pdf": html(*(f"/real-{n}.pdf" for n in range(8)), text="ดาวน์โหลด"),
        "/framed.docx": "<title>แผน</title><iframe src='/real.docx'></iframe>",
        "/watch": film,
    }
    with serve(routes) as site:
        seen = look(site.url)
    assert seen.problem("/plan.pdf") == "wrong_type"
    assert seen.problem("/watch") == "wrong_type"
    assert seen.all["/watch"].sha256 is None
    assert (seen.problem("/way.pdf"), seen.problem("/framed.docx")) == (None, None)


def test_a_last_round_for_what_failed(look: Look) -> None:
    """What was down comes at the end, with all that hangs on it, and counts once."""
    down = [True] * 3

    def late(_: Handler) -> Page | str:
        return Page(status=503) if down and down.pop() else html("/behind", title="มาช้า")

    with serve({"/": html("/late"), "/late": late, "/behind": html(title="ข้างหลัง")}) as site:
        seen = look(site.url)
    assert {path: s.problem for path, s in seen.all.items()} == {
        "/": None, "/late": None, "/behind": None,
    }  # fmt: skip
    assert (seen.stats["pages"], seen.stats["problems"]) == (3, {})
