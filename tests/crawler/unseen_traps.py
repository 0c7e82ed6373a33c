"""Sites that have no end, robots.txt as it is really written, and lures to where nobody may go."""

from __future__ import annotations

from random import Random
from urllib.parse import parse_qsl, urlsplit

from tests.crawler.unseen_servers import (
    NONE,
    Answer,
    Ask,
    Case,
    doc,
    home,
    links,
    moved,
    pdf,
    text,
    wire,
)

DICE = Random(7)
EVIDENCE = {f"/ita/o{n}.php": doc(f"o{n}") for n in range(1, 6)}


def trap(
    entry: str,
    endless: Answer,
    requests: int,
    pages: int = 400,
    found: tuple[str, ...] = (),
    **more: Answer,
) -> Case:
    """A home page that leads into the trap first and to five pieces of evidence after it."""
    site: dict[str, Answer] = {"/": home(entry, *EVIDENCE), **EVIDENCE, "*": endless, **more}
    wanted = ("HOME", *(f"o{n}" for n in range(1, 6)), *found)
    return Case(site=site, found=wanted, requests=requests, plan={"pages": pages}, seconds=60)


def unless(prefixes: tuple[str, ...], answer: Answer) -> Answer:
    """Only below these addresses; elsewhere there is nothing."""

    def choose(ask: Ask) -> object:
        if not ask.target.startswith(prefixes):
            return NONE
        return answer(ask) if callable(answer) else answer

    return choose


def calendar(ask: Ask) -> bytes:
    got = dict(parse_qsl(urlsplit(ask.target).query))
    year, month = int(got.get("y", 2568)), int(got.get("m", 1))
    days = "".join(f"<td><a href='/cal.php?y={year}&m={month}&d={d}'>{d}</a>" for d in range(1, 29))
    move = links(
        f"/cal.php?y={year + month // 12}&m={month % 12 + 1}", f"/cal.php?y={year - 1}&m={month}"
    )
    return wire(
        f"<title>ปฏิทิน {month}/{year}</title><table>{days}</table>{move}<p>ไม่มีกิจกรรม {ask.target}"
    )


def facets(ask: Ask) -> bytes:
    path, _, query = ask.target.partition("?")
    got = dict(parse_qsl(query))
    new = [
        f"{path}?" + "&".join(f"{k}={v}" for k, v in (got | {key: value}).items())
        for key, values in FACETS.items() for value in values
    ]  # fmt: skip
    rows = sorted(range(20), key=lambda n: hash((n, query)))
    items = "".join(f"<li>ข่าวประชาสัมพันธ์ที่ {n}</li>" for n in rows)
    return wire(f"<title>ข่าวทั้งหมด</title><ul>{items}</ul>{links(*new)}")


FACETS = {"sort": ["date", "name", "view"], "dir": ["asc", "desc"], "limit": ["10", "50"], "cat": ["1", "2"],
          "view": ["grid", "list"], "lang": ["th", "en"]}  # fmt: skip


def fresh() -> str:
    return f"{DICE.getrandbits(96):024x}"


def sessions(ask: Ask) -> bytes:
    """Puts a new session into every path, as ASP.NET without cookies does."""
    if not ask.target.startswith("/(S("):
        return moved(f"/(S({fresh()})){ask.target}")
    name = ask.target.partition("))/")[2]
    base = f"/(S({fresh()}))"
    return doc(f"S{name or 'home'}", links(*(f"{base}/{n}.aspx" for n in "abc")))


def java(ask: Ask) -> bytes:
    name = ask.target.strip("/").partition(";")[0] or "home"
    return doc(f"J{name}", links(*(f"/{n}.do;jsessionid={fresh().upper()}" for n in "abc")))


def sid(ask: Ask) -> bytes:
    got = dict(parse_qsl(urlsplit(ask.target).query))
    names = links(*(f"/index.php?mod={n}&PHPSESSID={fresh()}&sid={fresh()}" for n in "abc"))
    return doc(f"P{got.get('mod', 'home')}", names)


def redirecting(ask: Ask) -> bytes:
    more = links(*(f"/go.php?r={fresh()}" for _ in range(5)))
    return wire(f"<title>ไปยังเว็บไซต์</title>{'<p>กำลังไปยังเว็บไซต์ภายนอก กรุณารอสักครู่</p>' * 5}{more}")


def listing(ask: Ask) -> bytes:
    sorts = "".join(f"<a href='?C={c};O={o}'>{c}</a>" for c in "NMSD" for o in "AD")
    files = "".join(f"<a href='f{n}.pdf'>f{n}.pdf</a> 2024-01-0{n} 12:00\n" for n in range(1, 6))
    return wire(f"<title>Index of /up</title><h1>Index of /up</h1><pre>{sorts}<a href='/'>Parent Directory</a>"
                f"{files}<a href='sub/'>sub/</a></pre>")  # fmt: skip


def printed(ask: Ask) -> bytes:
    path = ask.target.partition("?")[0]
    copies = links(f"{path}?tmpl=component&print=1&layout=default&page=", f"{path}?print=yes", f"{path}?format=pdf",
                   f"/print.php?u={path}", f"/sendmail.php?u={path}", f"{path}?share=facebook", f"{path}?replytocom=5")  # fmt: skip
    return wire(text(path.strip("/").replace("/", ""), copies))


UTM = (
    "utm_source=fb&utm_medium=post",
    "fbclid=IwAR0x",
    "gclid=1",
    "utm_campaign=a&utm_source=line",
)
SORTED = {"/up/": listing, "/up/sub/": wire("<title>Index of /up/sub</title><pre><a href=../>Parent Directory</a></pre>"),
          **{f"/up/f{n}.pdf": pdf(f"f{n}") for n in range(1, 6)}}  # fmt: skip
HUGE = "".join(f"<li><a href='/n/{n}'>ข่าวเก่าที่ {n}</a>" for n in range(3000))
LURES = (
    "http://127.0.0.1:@CAN@/", "http://localhost:@CAN@/", "http://127.1:@CAN@/", "http://0x7f000001:@CAN@/",
    "http://2130706433:@CAN@/", "http://0177.0.0.1:@CAN@/", "http://0:@CAN@/", "http://0.0.0.0:@CAN@/",
    "http://[::1]:@CAN@/", "http://[::ffff:127.0.0.1]:@CAN@/", "http://[::ffff:7f00:1]:@CAN@/",
    "http://[::]:@CAN@/", "http://127.0.0.1.:@CAN@/", "http://127.0.0.2:@CAN@/", "http://localhost.:@CAN@/",
    "http://user:pass@127.0.0.1:@CAN@/", "http://127.0.0.1:@PRT@@127.0.0.1:@CAN@/", "http://①②⑦.0.0.1:@CAN@/",
    "http://127。0。0。1:@CAN@/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:@CAN@/", "http:\\\\127.0.0.1:@CAN@\\", "//127.0.0.1:@CAN@/",
    "http://127.0.0.1:@PRT@\\@127.0.0.1:@CAN@/", "http://%31%32%37.0.0.1:@CAN@/", "http://vm:@CAN@/",
    "http://[64:ff9b::7f00:1]:@CAN@/", "http://[2002:7f00:1::]:@CAN@/", "http://LOCALHOST:@CAN@/",
    "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/", "ftp://127.0.0.1:@CAN@/",
    "gopher://127.0.0.1:@CAN@/", "file:///etc/passwd", "dict://127.0.0.1:@CAN@/", "ws://127.0.0.1:@CAN@/",
    "data:text/html,<a href=http://127.0.0.1:@CAN@/>", "view-source:http://127.0.0.1:@CAN@/",
)  # fmt: skip
CARRIERS = (
    '<img src="{0}"><img srcset="{0} 2x"><iframe src="{0}"></iframe><frame src="{0}"><object data="{0}"></object>'
    '<a onclick="window.open(\'{0}\')">x</a><form action="{0}"><button>x</button></form><area href="{0}">'
    '<link rel=alternate type="application/rss+xml" href="{0}"><link rel=canonical href="{0}">'
    "<a href='https://docs.google.com/gview?url={0}'>x</a><a href='/web/viewer.html?file={0}'>x</a>"
    '<script src="{0}"></script><link rel=stylesheet href="{0}"><meta http-equiv=refresh content="9;url={0}">'
)  # fmt: skip

CASES: dict[str, Case] = {
    "a calendar": trap("/cal.php", unless(("/cal.php",), calendar), 160),
    "sorting and filters": trap("/news.php", unless(("/news.php",), facets), 160),
    "a path that grows": trap("/a/", unless(("/a/",), wire(f"<title>ก</title><a href='a/'>ต่อ</a>{'ก' * 500}")), 60),
    "a path that grows by its file": trap(
        "/i.php/", unless(("/i.php/",), wire("<title>ข</title><a href='i.php/x'>ต่อ</a><a href='th/y'>ก</a>")), 90),
    "random addresses": trap("/go.php?r=1", unless(("/go.php",), redirecting), 110),
    "sessions in the path": Case(
        site={"*": sessions, "/robots.txt": NONE}, found=("Shome", "Sa.aspx", "Sb.aspx", "Sc.aspx"), requests=60,
        seconds=60),
    "sessions after a semicolon": Case(
        site={"*": java, "/robots.txt": NONE}, found=("Jhome", "Ja.do", "Jb.do", "Jc.do"), requests=25),
    "sessions as a parameter": Case(
        site={"*": sid, "/robots.txt": NONE}, found=("Phome", "Pa", "Pb", "Pc"), requests=25),
    "printed copies": Case(
        site={"/": home(*(f"/p/{n}" for n in range(40))), "*": unless(("/p/", "/print", "/send"), printed)},
        found=tuple(f"p{n}" for n in range(40)), requests=200, seconds=60),
    "tracked links": Case(
        site={"/": home(*(f"/a?{u}" for u in UTM), "/a", "/a#x"), "*": unless(("/a",), doc("a"))},
        found=("a",), most={"/a": 1}, requests=12),
    "the same in another order": Case(
        site={"/": home("/a?x=1&y=2", "/a?y=2&x=1", "/a?x=1&y=2&", "/a?&x=1&y=2"), "*": unless(("/a",), doc("a"))},
        found=("a",), most={"/a": 2}, requests=12),
    "an open folder": Case(
        site={"/": home("/up/"), **SORTED, "*": unless(("/up/",), listing)},
        found=("f1", "f2", "f3", "f4", "f5"), most={"/up/?": 4}, requests=25),
    "three thousand old news before the evidence": Case(
        site={"/": doc("HOME", HUGE + links("/ita/oit.php")), "/ita/oit.php": doc("o12"),
              "*": unless(("/n/",), lambda ask: doc(f"N{ask.target[3:]}"))},
        found=("o12",), requests=50, plan={"pages": 30, "leads": ("ita", "oit")}),
    "letters large and small": trap(
        "/Default.aspx", unless(("/D", "/d"), lambda ask: wire(text("same", links(
            "/default.aspx", "/DEFAULT.ASPX", "/Default.ASPX", "/dEfault.aspx")))), 25, found=("same",)),
    "thirty articles of one template": Case(
        site={"/": home(*(f"/index.php?page=news&id={n}" for n in range(30))),
              "*": unless(("/index.php",), lambda ask: doc("A" + ask.target.rpartition("=")[2]))},
        found=tuple(f"A{n}" for n in range(30))),
    "robots.txt that is a page": Case(
        site={"/": home("/a"), "/a": doc("a"), "/robots.txt": wire("<html><body>Disallow: /</body></html>")},
        found=("HOME", "a")),
    "robots.txt with wild cards": Case(
        site={"/": home("/a.pdf", "/b.pdf?x=1", "/c?print=1", "/d/secret/e", "/d/open/e", "/f.php"),
              "/robots.txt": wire("\ufeffuser-agent : *\rDISALLOW: /*.pdf$\r# x\rDisallow: /*?print=\rdisallow:/d/*/e\r"
                                  "Allow: /d/open/\rCrawl-delay: 0.1\r", kind="text/plain"),
              "/a.pdf": pdf("NO"), "/b.pdf?x=1": pdf("b"), "/c?print=1": doc("NO"), "/d/secret/e": doc("NO"),
              "/d/open/e": doc("open"), "/f.php": doc("f")},
        found=("HOME", "b", "open", "f"), never=("NO",), most={"/a.pdf": 0, "/c": 0, "/d/secret": 0},
        ends={"/a.pdf": "robots", "/d/secret/e": "robots"}),
    "robots.txt elsewhere": Case(
        site={"/": home("/no/a", "/b"), "/robots.txt": moved("/robots.php"), "/b": doc("b"), "/no/a": doc("NO"),
              "/robots.php": wire("User-agent: *\nDisallow: /no/\n", kind="text/plain")},
        found=("HOME", "b"), most={"/no/": 0}, ends={"/no/a": "robots"}),
    "robots.txt of a million lines": Case(
        site={"/": home("/a"), "/a": doc("a"), "/robots.txt": wire(
            "User-agent: *\n" + "".join(f"Disallow: /x{n}/*/y*z$\n" for n in range(40_000)), kind="text/plain")},
        found=("HOME", "a")),
    "robots.txt in wide letters": Case(
        site={"/": home("/a"), "/a": doc("a"),
              "/robots.txt": wire("User-agent: *\nDisallow: /x\n".encode("utf-16"), kind="text/plain")},
        found=("HOME", "a")),
    "lures in links": Case(
        site={"/": home(*LURES)}, found=("HOME",), never=("CANARY",), requests=20),
    "lures in everything else": Case(
        site={"/": doc("HOME", "".join(CARRIERS.format(f"http://{h}:@CAN@/{n}") for n, h in enumerate(
            ("127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]")))),
            "/robots.txt": wire("Sitemap: http://127.0.0.1:@CAN@/s.xml\n", kind="text/plain"),
            "/sitemap.xml": wire("<urlset><url><loc>http://localhost:@CAN@/x</loc></url></urlset>")},
        found=("HOME",), never=("CANARY",), requests=40),
    "lures behind redirects": Case(
        site={"/": home(*(f"/r/{n}" for n in range(len(LURES)))),
              **{f"/r/{n}": moved(lure) for n, lure in enumerate(LURES)}},
        found=("HOME",), never=("CANARY",), requests=60,
        plan={"also": ("localhost",), "subdomains": True}),
}  # fmt: skip
