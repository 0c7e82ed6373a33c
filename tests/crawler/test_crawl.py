"""Which pages of a site a crawl gets, and in which order."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from tests.crawler.conftest import Seen
from tests.servers import Handler, Page, Route, html, serve

Look = Callable[..., Seen]


def paths(seen: Seen) -> set[str]:
    return set(seen.all)


def test_every_way_in(look: Look) -> None:
    """Each kind of link leads to its page; what is no link leads nowhere."""
    home = """<html><head><link rel="canonical" href="/canonical"><base href="/base/">
      <meta http-equiv="Refresh" content="5; URL='/refresh'"><link rel=stylesheet href="/x.css">
      </head><body><a href="relative">1</a><map><area href="/area"></map>
      <iframe src="/frame"></iframe><object data="/o.pdf"></object><embed src="/e.pdf">
      <a href="javascript:window.open('/opened','_blank')">x</a>
      <button onclick="location.href='/clicked'">x</button>
      <div onclick='window.location = "/assigned"'>x</div>
      <a href="#" onclick="window.open(&quot;/popup&quot;)">x</a>
      <form action="/form" method="get"><button>go</button></form>
      <form action="/search" method="get"><input name="q"></form>
      <form action="/post" method="post"><button>go</button></form>
      <a href="mailto:a@example.go.th">m</a><a href="tel:1234">t</a>
      <a href="javascript:void(0)">j</a>
      <img src="/big.jpg" width="800"><img src="/icon.png" width="16"><img src="/anim.gif">
      <img src="/face.jpg" width="120" height="150"><img src="/thumb.jpg" width="150" height="100">
      <img src="/one-side.jpg" width="120"><img src="/square.png" width="48" height="48">
      <img src="/unknown.png"><img src="data:image/png;base64,xx" data-src="/late.jpg">
      <a href="back\\slash">b</a><a href="/a%20b">s</a><a href="/ไทย">th</a>
      <a href=" /spaced ">sp</a>
      <a href="/film.mp4">film</a><a href="?page=2">q</a>
      <a href="//other.invalid/x">o</a>
      <a href="/viewer.html?file=/shown.pdf">v</a>
      <iframe src="https://viewer.invalid/view?url=HOME/outside.pdf&embedded=true"></iframe>"""
    with serve({"/*": html(text="หน้าใน " * 300)}) as site:
        site.routes["/"] = home.replace("HOME", site.url)
        seen = look(site.url)
    assert paths(seen) == {
        "/", "/canonical", "/refresh", "/base/relative", "/area", "/frame", "/o.pdf", "/e.pdf",
        "/opened", "/clicked", "/assigned", "/popup", "/form", "/big.jpg", "/unknown.png",
        "/base/back/slash", "/a%20b", "/%E0%B9%84%E0%B8%97%E0%B8%A2", "/spaced", "/base/?page=2",
        "/late.jpg", "/face.jpg", "/one-side.jpg", "/viewer.html?file=/shown.pdf", "/shown.pdf",
        "/outside.pdf",
    }  # fmt: skip


def test_a_page_in_the_old_thai_encoding(look: Look) -> None:
    body = '<meta charset="utf-8"><title>กรม</title><a href="/แผน">แผนงานของเรา</a>'.encode("cp874")
    with serve({"/": Page(body=body, type="text/html"), "/*": html()}) as site:
        seen = look(site.url)
    assert "/%E0%B9%81%E0%B8%9C%E0%B8%99" in paths(seen)
    assert seen.body("/") == body


def test_redirects(look: Look) -> None:
    def to(target: str, status: int = 302) -> Page:
        return Page(status=status, headers={"Location": target})

    routes: dict[str, Route] = {
        "/": html("/one", "/ping", "/self", "/away", "/nowhere", "/members", "/r/0"),
        "/one": to("/two?PHPSESSID=1234", 301),
        "/two": to("three#top", 307),
        "/three": html(title="สาม"),
        "/ping": to("/pong"),
        "/pong": to("/ping"),
        "/self": to("/self?PHPSESSID=99"),
        "/away": to("http://elsewhere.invalid/x"),
        "/nowhere": Page(status=302),
        "/members": to("/login.php?back=/members"),
        "/login.php": "<form><input type=password></form>",
        "/r/*": lambda handler: to(f"/r/{int(handler.path[3:]) + 1}"),
    }
    with serve(routes) as site:
        seen = look(site.url)
    assert seen.all["/one"].location == f"{site.url}/two"
    assert seen.problem("/three") is None
    assert {seen.problem("/ping"), seen.problem("/pong")} == {None, "redirect_loop"}
    assert seen.problem("/self") == "redirect_loop"
    assert seen.problem("/away") == "outside"
    assert seen.problem("/nowhere") == "server_error"
    assert seen.problem("/members") == seen.problem("/login.php?back=/members") == "login"
    assert seen.problem("/r/10") == "redirect_loop"
    assert "/r/11" not in paths(seen)


def test_a_site_that_insists_on_its_cookie(look: Look) -> None:
    """Round and round without it; nothing is sent to a host that did not ask."""
    sent: list[str | None] = []

    def insists(handler: Handler) -> Page | str:
        sent.append(handler.headers["Cookie"])
        if handler.headers["Cookie"] == "gate=open; seen=1":
            return html("/inside", title=handler.path)
        if handler.path == "/":
            gate = {"Location": "/?check=1", "Set-Cookie": "gate=open; Path=/; HttpOnly"}
            return Page(status=302, headers=gate)
        return Page(status=302, headers={"Location": "/", "Set-Cookie": "seen=1"})

    with serve({"/": insists, "/inside": insists, "/robots.txt": Page(status=404)}) as site:
        seen = look(site.url)
    assert sent[:2] == [None, None]
    assert {path: (s.status, s.problem) for path, s in seen.all.items()} == {
        "/": (200, None), "/?check=1": (302, None), "/inside": (200, None),
    }  # fmt: skip


def test_robots(look: Look) -> None:
    rules = Page(body="User-agent: *\nDisallow: /private/\n", type="text/plain")
    routes: dict[str, Route] = {
        "/": html("/private/x", "/open"), "/open": html(), "/robots.txt": rules,
    }  # fmt: skip
    with serve(routes) as site:
        seen = look(site.url, pages=2)
    assert seen.problem("/private/x") == "robots"
    assert seen.problem("/open") is None
    assert site.count("/private/x") == 0


def test_robots_forbids_all(look: Look) -> None:
    rules = Page(body="User-agent: *\nDisallow: /\n", type="text/plain")
    with serve({"/": html("/x"), "/robots.txt": rules}) as site:
        seen = look(site.url)
    assert {p: s.problem for p, s in seen.all.items()} == {"/": "robots"}
    assert site.hits == ["/robots.txt"]


def test_sitemaps(look: Look) -> None:
    """From robots.txt, an index, packed; with addresses of other hosts, which are not ours."""

    def listing(*addresses: str, kind: str = "urlset", item: str = "url") -> str:
        locations = "".join(f"<{item}><loc>{url}</loc></{item}>" for url in addresses)
        return f'<?xml version="1.0"?><{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</{kind}>'

    with serve({"/": html(), "/hidden": html(), "/packed": html(), "/plain": html()}) as site:
        site.routes["/robots.txt"] = f"Sitemap: {site.url}/index.xml\n"
        site.routes["/index.xml"] = listing(
            f"{site.url}/deep.xml.gz", f"{site.url}/broken.xml", kind="sitemapindex", item="sitemap"
        )
        packed = gzip.compress(listing(f"{site.url}/packed", "http://x.invalid/").encode())
        site.routes["/deep.xml.gz"] = Page(body=packed, type="application/gzip")
        site.routes["/broken.xml"] = "<urlset><url><loc>"
        site.routes["/sitemap.xml"] = listing(f"\n {site.url}/hidden ", f"{site.url}/plain")
        seen = look(site.url)
    assert paths(seen) == {"/", "/hidden", "/packed", "/plain"}


def test_scope(look: Look) -> None:
    """Ours is followed, a named host gives single documents, another host nothing."""
    there: dict[str, Route] = {
        path: html("/deeper", title=path)
        for path in ("/doc", "/part", "/x", "/deeper", "/declared")
    }
    with serve(there) as friend, serve(there) as ours, serve(there) as other:
        links = (f"{friend.url}/doc", f"{ours.url}/part", f"{other.url}/x")
        with serve({"/": html(*links)}) as site:
            seen = look(
                site.url,
                also=(ours.url,),
                follow_once=(friend.url.split("//")[1],),
                open_origins=(site.url, friend.url, ours.url, other.url),
                declared=(f"{other.url}/declared",),
            )
        assert paths(seen) == {
            "/", f"{friend.url}/doc", f"{ours.url}/part", f"{ours.url}/deeper",
            f"{other.url}/declared",
        }  # fmt: skip


def test_traps_are_bounded_and_counted(look: Look) -> None:
    def calendar(handler: Handler) -> str:
        month = int(handler.path.rpartition("=")[2] or 0)
        return html(f"/calendar?month={month + 1}", "/plan", title=f"กิจกรรมที่ {month * 7919}")

    def relative(handler: Handler) -> str:
        return html("more/", title=handler.path)

    routes: dict[str, Route] = {
        "/": html("/calendar?month=1", "/more/", *[f"/list?sort={n}" for n in range(30)]),
        "/calendar": calendar,
        "/more/*": relative,
        "/plan": html(),
        "/list": html(text="รายการ " * 200),
    }
    with serve(routes) as site:
        seen = look(site.url)
    assert seen.result.ended == "complete"
    assert sum("calendar" in path for path in paths(seen)) == 50
    assert sum("/more/" in path for path in paths(seen)) < 5
    assert seen.stats["traps"] == {"calendar": 1, "growing_path": 1, "view": 20}


def test_a_loop_that_shows_the_same_page_for_ever_is_left(look: Look) -> None:
    """With a new address, a new number and the time on every page; true pages of a kind stay."""

    def loop(handler: Handler) -> str:
        number = int(handler.path.rpartition("/")[2])
        words = f"หน้า {number} จากทั้งหมด เวลา 10:{number % 60:02}:00 น. " + "คำ " * 40
        return f'<a href="/loop/{number + 1}">ถัดไป</a><p>{words}</p>'

    def report(handler: Handler) -> str:
        month = int(handler.path.rpartition("/")[2])
        return html(f"/files/{month}.pdf", text="รายงานประจำเดือน " * 20)

    months = [f"/report/{n}" for n in range(60)]
    with serve(
        {"/": html("/loop/1", *months), "/loop/*": loop, "/report/*": report,
         "/files/*": Page(body=b"%PDF-1.4")}
    ) as site:  # fmt: skip
        seen = look(site.url)
    assert sum("/loop/" in path for path in paths(seen)) < 80
    assert sum("/report/" in path for path in paths(seen)) == 60
    assert sum("/files/" in path for path in paths(seen)) == 60
    assert seen.stats["traps"] == {"same_page": 1}


def test_session_ids_are_one_page(look: Look) -> None:
    def fresh(handler: Handler) -> str:
        number = len(handler.site.hits)
        return html(f"/?PHPSESSID={number:032x}", f"/a;jsessionid={number}?utm_source=x")

    with serve({"/*": fresh}) as site:
        seen = look(site.url)
    assert paths(seen) == {"/", "/a"}


def test_declared_first_then_breadth_first_then_pictures(look: Look) -> None:
    routes: dict[str, Route] = {
        "/": '<img src="/p.jpg">' + html("/a", "/b"),
        "/a": html("/a/deep", text="ก " * 2000), "/b": html(text="ข " * 2000),
        "/*": html(text="ค " * 2000),
    }  # fmt: skip
    with serve(routes) as site:
        look(site.url, declared=(f"{site.url}/declared",), delay=0.01)
        pages = [hit for hit in site.hits if hit not in ("/robots.txt", "/sitemap.xml")]
    order = [hit for hit in pages if not hit.startswith("/oit-")]
    assert order[:2] == ["/declared", "/"]
    assert set(order[2:4]) == {"/a", "/b"}
    assert set(order[4:]) == {"/a/deep", "/p.jpg"}


def test_the_number_of_pages_is_kept(look: Look) -> None:
    with serve({"/*": lambda handler: html(f"{handler.path}a", f"{handler.path}b")}) as site:
        seen = look(site.url, pages=7)
    assert seen.result.ended == "limit"
    assert len(seen.all) == 7
    assert seen.stats["pages"] == 7
    assert seen.stats["queued"] > 0


def test_our_name_is_told(look: Look) -> None:
    names: list[str] = []

    def ask(handler: Handler) -> str:
        names.append(handler.headers["User-Agent"])
        return html()

    with serve({"/": ask}) as site:
        look(site.url, agent="https://www.example.go.th/ita ติดต่อ\r\nX: 1")
    assert names[0].startswith("oit/")
    assert "(+https://www.example.go.th/ita" in names[0]
    assert names[0].isascii()
