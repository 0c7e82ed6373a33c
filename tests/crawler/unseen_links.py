"""Ways in and spellings of links, as old menus, page builders and content systems write them.

Each link leads to a page of its own; a person with a mouse reaches all of those marked as found.
"""

from __future__ import annotations

import gzip
import json

from tests.crawler.unseen_servers import Answer, Ask, Case, doc, home, links, moved, pdf, text, wire


def leading(body: str | bytes, targets: dict[str, str], **more: Answer) -> Case:
    """A home page with this body; `targets`: the address as the server must be asked → its mark."""
    page = text("HOME", body) if isinstance(body, str) else body
    site: dict[str, Answer] = {"/": wire(page)}
    site |= {
        target: (pdf if ".pdf" in target.lower() else doc)(mark) for target, mark in targets.items()
    }
    return Case(site=site | more, found=("HOME", *targets.values()), requests=80)


def numbered(body: str, *targets: str, **more: Answer) -> Case:
    return leading(body, {target: f"n{n}" for n, target in enumerate(targets, 1)}, **more)


def entrance(head: str) -> Case:
    """A home page that shows nothing and goes on to `/th/main.php`."""
    return Case(
        site={
            "/": wire(f"<html><head>{head}</head><body bgcolor=black></body></html>"),
            "/th/main.php": home("/a"),
            "/a": doc("a"),
        },
        found=("HOME", "a"),
        requests=20,
    )


ENTRANCES = {
    "meta refresh": '<META HTTP-EQUIV="Refresh" CONTENT="5;URL=th/main.php">',
    "meta refresh, quoted": "<meta http-equiv=refresh content=\"0; url='/th/main.php'\">",
    "meta refresh, no url": '<meta http-equiv="refresh" content="3; /th/main.php">',
    "location.href": '<script>window.location.href = "th/main.php";</script>',
    "location.replace": "<script>window.location.replace('/th/main.php')</script>",
    "document.location": "<script language=javascript>document.location='./th/main.php'</script>",
    "top.location": "<script>if(1){top.location.href='/th/main.php'}</script>",
    "assign": '<script>location.assign("/th/main.php")</script>',
    "a timer": "<script>setTimeout(\"location='/th/main.php'\",3000)</script>",
    "onload": "</head><body onload=\"window.location='th/main.php'\">",
    "frames": "</head><frameset rows='80,*'><frame src=th/main.php><frame src=x.html></frameset>",
}


def listed(ask: Ask) -> bytes:
    """WordPress by its other door, with a warning of PHP before the list."""
    if not ask.target.startswith("/?rest_route=/wp/v2/pages") or "page=2" in ask.target:
        return wire("", status="404 Not Found")
    pages = [{"id": 7, "link": "http://127.0.0.1:@PRT@/o12", "modified_gmt": "2025-01-02T03:04:05"}]
    return wire(json.dumps(pages), kind="application/json; charset=UTF-8")


CASES: dict[str, Case] = {
    **{f"entrance: {name}": entrance(head) for name, head in ENTRANCES.items()},
    "a home page that is a picture": leading(
        '<img src=intro.jpg usemap="#m"><map name=m><area shape=rect coords="1,1,2,2" href="main.php">'
        '<area href="JavaScript:window.open(\'ita.php\')"></map>'
        '<object><param name=movie value=intro.swf></object><a href=enter.php><img src=e.gif></a>',
        {"/main.php": "a", "/enter.php": "b", "/ita.php": "c"},
    ),
    "menus that choose": numbered(
        "<select onchange=\"location=this.value\"><option value=''>เลือก<option value='o1.php?id=1'>ก"
        "<option value='/o2.pdf'>ข</select><form name=f><select name=m "
        "onChange=\"MM_jumpMenu('parent',this,0)\"><option value='o3.html'>ค</option></select></form>"
        "<select id=y onchange='window.open(this.options[this.selectedIndex].value)'>"
        "<option value='/y/2568.aspx'>2568</option></select>",
        "/o1.php?id=1", "/o2.pdf", "/o3.html", "/y/2568.aspx",
    ),
    "things that are clicked": numbered(
        "<a href='#' onclick=\"window.open('o1.php','','width=500,height=400')\">ก</a>"
        "<a href=\"javascript:MM_openBrWindow('o2.php','x','scrollbars=yes')\">ข</a>"
        "<div onclick=\"location.href='o3.php'\">ค</div>"
        "<table><tr onclick=\"window.location='o4.php?a=1&amp;b=2'\"><td>ง</table>"
        "<a href=\"javascript:void(window.open('/o5.pdf'))\">จ</a>"
        "<a href=\"javascript:openPage('o6.php')\">ฉ</a>"
        "<input type=button value=ช onclick=\"document.location.href='o7.php'\">"
        "<button onclick='self.location=&quot;o8.php&quot;'>ซ</button>"
        "<a href=\"javascript:location.href='o9.php'\">ฌ</a>",
        "/o1.php", "/o2.php", "/o3.php", "/o4.php?a=1&b=2", "/o5.pdf", "/o6.php", "/o7.php",
        "/o8.php", "/o9.php",
    ),
    "forms that only go somewhere": numbered(
        "<form action=o1.php><button>ก</button></form>"
        "<form action='o2.php' method=GET><input type=hidden name=id value=5><input type=submit></form>"
        "<form action=o3.php method=get><input type=hidden name=cat value='แผน'>"
        "<button name=go value=1>ข</button></form>"
        "<form method=post action=/post.php><input type=hidden name=x value=1><button>ค</button></form>"
        "<form><button formaction=/o4.php>ง</button></form>",
        "/o1.php", "/o2.php?id=5", "/o3.php?cat=%E0%B9%81%E0%B8%9C%E0%B8%99&go=1", "/o4.php",
    ),
    "frames of every kind": numbered(
        "<iframe src=o1.php></iframe><object data='o2.pdf' type='application/pdf'></object>"
        "<embed src='/o3.pdf#page=2'><iframe data-src='o4.php' class=lazyload></iframe>"
        "<noscript><iframe src=o5.php></iframe></noscript>"
        "<iframe srcdoc=\"<a href='/o6.php'>x</a>\"></iframe>",
        "/o1.php", "/o2.pdf", "/o3.pdf", "/o4.php", "/o5.php", "/o6.php",
    ),
    "viewers": numbered(
        "<iframe src='/pdfjs/web/viewer.html?file=/up/o1.pdf'></iframe>"
        "<iframe src='https://docs.google.com/gview?url=http://127.0.0.1:@PRT@/up/o2.pdf&embedded=true'>"
        "</iframe><a href='https://docs.google.com/viewer?embedded=true&url=http%3A%2F%2F127.0.0.1%3A@PRT@"
        "%2Fup%2Fo3.pdf'>ค</a><iframe src='https://view.officeapps.live.com/op/embed.aspx?src=http%3A%2F"
        "%2F127.0.0.1%3A@PRT@%2Fup%2Fo4.docx'></iframe>"
        "<a href='/web/viewer.html?file=..%2Fup%2Fo5.pdf'>จ</a><div class=_df_book source='/up/o6.pdf'></div>"
        "<a href='/flip/?pdf=/up/o7.pdf'>ช</a>",
        "/up/o1.pdf", "/up/o2.pdf", "/up/o3.pdf", "/up/o4.docx", "/up/o5.pdf", "/up/o6.pdf", "/up/o7.pdf",
        **{
            "/pdfjs/web/viewer.html?file=/up/o1.pdf": wire("<title>PDF.js viewer</title>"),
            "/up/o4.docx": pdf("n4"),
        },
    ),
    "attributes of themes": numbered(
        "<div data-href='/o1.php'>ก</div><li data-url='o2.php'>ข</li><tr data-link='/o3.php'>"
        "<a href='#' data-remote='o4.php' data-toggle=modal>ง</a><button data-file='/f/o5.pdf'>จ</button>"
        "<a href='#' data-target='#x' data-src='/o6.pdf'>ฉ</a><a routerlink='/o7'>ช</a>"
        "<a ng-href='/o8'>ซ</a><a data-pdf='/o9.pdf'>ฌ</a><div data-download-url='/o10.pdf'></div>",
        "/o1.php", "/o2.php", "/o4.php", "/f/o5.pdf", "/o6.pdf", "/o9.pdf", "/o10.pdf",
    ),
    "menus made by scripts of long ago": numbered(
        "<script>d = new dTree('d'); d.add(0,-1,'เมนู'); d.add(1,0,'ITA','o1.php?id=1');"
        "var menu=[[null,'แผน','o2.php',null,''],['x','ข่าว',\"/o3.html\"]];"
        "stm_aix('p0i1','p0i0',[0,'งบ','','',-1,-1,0,'o4.asp','_self']);"
        "document.write('<a href=\"o5.php\">ก</a>'); document.write(\"<a href=\\'o6.htm\\'>ข</a>\");</script>",
        "/o1.php?id=1", "/o2.php", "/o3.html", "/o4.asp", "/o5.php", "/o6.htm",
    ),
    "data that holds addresses": numbered(
        '<script type="application/ld+json">{"url":"/o1.php"}</script>'
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"f":"\\/up\\/o2.pdf"}}</script>'
        '<script>var files = {"list":[{"file":"/up/o3.pdf"}]};</script>'
        "<template><a href=/o4.php>ก</a></template><noscript><a href=/o5.php>ข</a></noscript>"
        '<svg><a xlink:href="/o6.php"><text>ค</text></a></svg><link rel=next href=/o7.php>'
        '<link rel="alternate" hreflang=en href="/o8.php">',
        "/up/o2.pdf", "/up/o3.pdf", "/o5.php", "/o6.php", "/o7.php", "/o8.php",
    ),
    "spellings": leading(
        links(
            "  /o1.php \n", "/o 2.pdf", "\\files\\o3.pdf", "/a/../../o4.php", "/o\n5\t.php", "./o6.php?x=1 2",
            "HTTP://127.0.0.1:@PRT@/o7.php", "http:/o8.php", "/O9.PDF", "/~o10/", "/o11%2fx", "/o12+x.php",
            "/ปี๒๕๖๘.pdf", "/o14.php?", "/o15.php#a#b", "/o16[1].pdf", "/o17|x.php", "//127.0.0.1:@PRT@/o18",
            "/o19.php?q=ก ข", "http:\\\\127.0.0.1:@PRT@\\o20.php", "/./o21//x.php", "/o22;v=1.php",
        ),
        {
            "/o1.php": "s1", "/o%202.pdf": "s2", "/files/o3.pdf": "s3", "/o4.php": "s4", "/o5.php": "s5",
            "/o6.php?x=1%202": "s6", "/o7.php": "s7", "/o8.php": "s8", "/O9.PDF": "s9", "/~o10/": "s10",
            "/o12+x.php": "s12", "/%E0%B8%9B%E0%B8%B5%E0%B9%92%E0%B9%95%E0%B9%96%E0%B9%98.pdf": "s13",
            "/o15.php": "s15", "/o18": "s18", "/o20.php": "s20", "/o21//x.php": "s21", "/o22;v=1.php": "s22",
        },
        **{
            **dict.fromkeys(("/o11%2fx", "/o11%2Fx"), doc("s11")),
            **dict.fromkeys(("/o14.php", "/o14.php?"), doc("s14")),
            **dict.fromkeys(("/o16[1].pdf", "/o16%5B1%5D.pdf"), pdf("s16")),
            **dict.fromkeys(("/o17|x.php", "/o17%7Cx.php"), doc("s17")),
            "/o19.php?q=%E0%B8%81%20%E0%B8%82": doc("s19"), "/o19.php?q=%E0%B8%81+%E0%B8%82": doc("s19"),
        },
    ),
    "entities": leading(
        links(
            "/a.php?x=1&sect=2&para=3&copy=4", "/b.php?x=1&amp;y=2", "/c.php?x=1&#38;y=2", "/d.php?x=1&amp;amp;y=2",
            "/e&#x2f;f.php", "/&#3586;&#3656;&#3634;&#3623;.php", quote=False,
        )
        + "<a href=/g.php?x=1&reg=2>ก</a><a href='/h.php?a=\"q\"'>ข</a><a href=\"/i.php>ค</a>",
        {
            "/a.php?x=1&sect=2&para=3&copy=4": "e1", "/b.php?x=1&y=2": "e2", "/c.php?x=1&y=2": "e3",
            "/e/f.php": "e5", "/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7.php": "e6", "/g.php?x=1&reg=2": "e7",
            "/h.php?a=%22q%22": "e8",
        },
        **{"/d.php?x=1&amp;y=2": doc("e4"), "/d.php?x=1&y=2": doc("e4")},
    ),
    "slugs in letters of before": Case(
        site={
            "/": home("/%A1%D2%C3.html", "/n.php?t=%A1%D2%C3", "/%e0%b8%81.html"),
            "/%A1%D2%C3.html": doc("a"), "/n.php?t=%A1%D2%C3": doc("b"),
            **dict.fromkeys(("/%e0%b8%81.html", "/%E0%B8%81.html"), doc("c")),
        },
        found=("a", "b", "c"),
    ),
    "a base that leads down": Case(
        site={
            "/": home("/x/page.php", "/y/page.php", "/z/page.php"),
            "/x/page.php": wire("<base href='/th/'><a href=a.php>ก</a><base href='/en/'>"),
            "/y/page.php": wire("<base href=''><a href=b.php>ก</a>"),
            "/z/page.php": wire("<base target=_blank><base href='http://127.0.0.1:@PRT@/th'><a href=c.php>ก</a>"),
            "/th/a.php": doc("a"), "/y/b.php": doc("b"), "/c.php": doc("c"),
        },
        found=("a", "b", "c"), requests=20,
    ),
    "WordPress with its list shut": Case(
        site={
            "/": wire(text("HOME", "<link rel='https://api.w.org/' href='/wp-json/'>")),
            "/wp-json/": wire('{"code":"rest_forbidden"}', status="403 Forbidden", kind="application/json"),
            "*": listed,
            "/o12": doc("o12"),
        },
        found=("HOME", "o12"), requests=60,
    ),
    "maps of the site": Case(
        site={
            "/": home(),
            "/robots.txt": wire("\ufeffUser-agent: *\r\nDisallow: /no/\r\nSitemap: /maps/index.xml\r\n",
                                kind="text/plain"),
            "/maps/index.xml": wire(
                "\n\n<?xml version='1.0'?><sitemapindex>" + "".join(
                    f"<sitemap><loc> http://127.0.0.1:@PRT@/maps/{n} </loc><lastmod>2568-13-45</lastmod></sitemap>"
                    for n in ("index.xml", "a.xml.gz", "b.txt", "c.xml", "d.xml", "e.xml")) + "</sitemapindex>"),
            "/maps/a.xml.gz": wire(gzip.compress(b"<urlset><url><loc>/a</loc></url></urlset>"),
                                   kind="application/octet-stream"),
            "/maps/b.txt": wire("\ufeffhttp://127.0.0.1:@PRT@/b\r\nhttp://127.0.0.1:@CAN@/x\n", kind="text/plain"),
            "/maps/c.xml": wire("<urlset><url><loc>http://127.0.0.1:@PRT@/c?x=1&y=2</loc></url>"
                                "<url><loc><![CDATA[http://127.0.0.1:@PRT@/c3]]></loc></url><url><loc>http"),
            "/maps/d.xml": wire("<?xml version='1.0' encoding='utf-16'?><urlset><url><loc>http://127.0.0.1:@PRT@/d"
                                "</loc></url></urlset>", kind="text/html"),
            "/maps/e.xml": wire("<urlset><url><loc>/e</loc></url><url><loc>http://127.0.0.1:@PRT@/no/f</loc></url>"
                                "</urlset>"),
            "/a": doc("a"), "/b": doc("b"), "/c?x=1&y=2": doc("c"), "/c3": doc("c3"), "/d": doc("d"), "/e": doc("e"),
            "/no/f": doc("NO"),
        },
        found=("a", "b", "c", "c3", "d", "e"), never=("NO", "CANARY"), most={"/maps/index.xml": 2, "/no/": 0},
    ),
    "feeds": Case(
        site={
            "/": wire(text("HOME").replace("<title>", "<link rel=alternate type='application/rss+xml' href=/rss.php>"
                      "<link rel=alternate type='application/atom+xml' href='/atom.xml'><title>")),
            "/rss.php": wire("<br/>\n<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>a & b</title>"
                             "<link>/a</link></item><item><link><![CDATA[ http://127.0.0.1:@PRT@/b ]]></link></item>"
                             "<item><guid isPermaLink='true'>http://127.0.0.1:@PRT@/c</guid><enclosure "
                             "url='/c.pdf'/></item></channel></rss>", kind="text/html"),
            "/atom.xml": wire("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://127.0.0.1:@PRT@/at/'>"
                              "<entry><link href='d'/></entry></feed>", kind="application/atom+xml"),
            "/a": doc("a"), "/b": doc("b"), "/c": doc("c"), "/c.pdf": pdf("cpdf"), "/at/d": doc("d"),
        },
        found=("a", "b", "c", "cpdf", "d"),
    ),
    "ASP.NET with postbacks": Case(
        site={
            "/": moved("/default.aspx"),
            "/default.aspx": wire(text("HOME", "<form method=post action='./default.aspx' id=form1><input type=hidden "
                "name=__VIEWSTATE value='/wEPDwUKMTY1'><a href=\"javascript:__doPostBack('ctl00$Grid','Page$2')\">2</a>"
                "<a id=l href='javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions(\"ctl00$b\", \"\", "
                "true, \"\", \"list.aspx?id=2\", false, true))'>x</a><a href='o12.aspx'>ITA</a></form>")),
            "/list.aspx?id=2": doc("list"), "/o12.aspx": doc("o12"),
        },
        found=("HOME", "o12", "list"), requests=14,
    ),
}  # fmt: skip
