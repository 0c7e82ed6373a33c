"""Websites in the manner of the systems Thai agencies use: all manners, those of tables included.

Promises: `SITES`, one function a manner; `made` fills a website in it. Refuses to know: how
evidence is found.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from benchmarks.cms_site import CODES, NAMES, Made, anchor, index, leaf, named
from benchmarks.cms_tables import (
    handlers,
    one_for_many,
    section_rows,
    table_with_rowspans,
    three_links,
    two_cells,
    two_columns,
    year_columns,
    years_in_tabs,
)  # fmt: skip


def elementor(site: Made) -> None:
    """WordPress with Elementor: titles of an accordion, links in its panels."""
    parts = "".join(
        f'<div class="elementor-accordion-item"><div class="elementor-tab-title" role="button" '
        f'aria-controls="t{n}"><a href="">{named(code)}</a></div>'
        f'<div id="t{n}" class="elementor-tab-content"><p>{anchor(site.file(code), "ไฟล์ที่ 1")}</p>'
        f"<p>{anchor(site.file(code), 'ไฟล์ที่ 2')}</p></div></div>"
        for n, code in enumerate(CODES)
    )
    index(site, f'<div class="elementor-accordion">{parts}</div>')


_ARTICLE = "index.php?option=com_content&view=article&id="


def nested_list(site: Made) -> None:
    """Joomla articles: items in a list, links in a list below each; addresses say nothing."""
    items = "".join(
        f"<li>{named(code)}<ul>"
        f"<li>{anchor(site.file(code, f'{_ARTICLE}{n}0'), 'เอกสาร')}</li>"
        f"<li>{anchor(site.file(code, f'{_ARTICLE}{n}1'), 'เอกสารแนบ')}</li>"
        "</ul></li>"
        for n, code in enumerate(CODES)
    )
    index(site, f"<ol>{items}</ol>")


def loose_lines(site: Made) -> None:
    """Google-Sites-like: a line of text, then a button, each in boxes of its own."""
    index(
        site,
        "".join(
            f"<section><div><div><p>{named(code)}</p></div></div>"
            f'<div><div><a href="/{site.file(code)}"><span>คลิกที่นี่</span></a></div></div></section>'
            for code in CODES
        ),
    )


def lines_and_breaks(site: Made) -> None:
    """One paragraph: the item, a break, its link, a break."""
    lines = "<br>".join(f"{named(code)}<br>- {anchor(site.file(code), 'ดูข้อมูล')}" for code in CODES)
    index(site, f"<p>{lines}</p>")


def flip_books(site: Made) -> None:
    """Cards lead to pages that show a file in a viewer."""
    cards = ""
    for n, code in enumerate(CODES):
        path = site.file(code)
        viewer = f'<iframe src="/wp-content/plugins/viewer/web/viewer.html?file=/{path}"></iframe>'
        page = site.page(f"book/{n}.html", f"<h2>เอกสาร {n}</h2>{viewer}")
        site.also.setdefault(code, set()).add(page)
        link = anchor(page, "อ่าน E-book")
        cards += f'<div class="card"><h5>{code.upper()}</h5><p>{NAMES[code]}</p>{link}</div>'
    site.pages["wp-content/plugins/viewer/web/viewer.html"] = "<html><body>viewer</body></html>"
    index(site, cards)


def pictures_only(site: Made) -> None:
    """A home page of pictures whose alternative texts name the subjects; no index."""
    pictures = "".join(
        f'<a href="/{leaf(site, code, n)}"><img src="/i/{n}.png" alt="{NAMES[code]}"></a>'
        for n, code in enumerate(CODES)
    )
    site.page("", f"<h2>ยินดีต้อนรับ</h2>{pictures}")


def monthly_files(site: Made) -> None:
    """An index leads to a page of twelve months; files are named by month."""
    months = ["ตุลาคม", "พฤศจิกายน", "ธันวาคม", "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม"]
    files = [site.file("o11", f"egp/{n:02d}-69.txt") for n in range(len(months))]
    items = "".join(f"<li>{anchor(to, m)}</li>" for to, m in zip(files, months, strict=True))
    page = site.page("egp.html", f"<h2>แบบ สขร.1</h2><ul>{items}</ul>")
    site.truth["o11"].add(page)
    rows = "".join(f"<li>{anchor(site.file(code), named(code))}</li>" for code in CODES)
    index(site, f"<ul>{rows}<li>{anchor(page, 'O11 ' + NAMES['o11'])}</li></ul>")


def chains(site: Made) -> None:
    """Index → page of the item → list of files → file, with breadcrumbs."""
    items = ""
    for n, code in enumerate(CODES):
        crumbs = f"<div>{anchor('', 'หน้าแรก')} / {anchor('ita.html', 'ITA 2569')}</div>"
        files = "".join(f"<li>{anchor(site.file(code), f'เอกสารที่ {k}')}</li>" for k in (1, 2))
        listing = site.page(f"list/{n}.html", f"{crumbs}<ul>{files}</ul>")
        page = site.page(f"item/{n}.html", f"{crumbs}<p>{anchor(listing, 'รายการเอกสาร')}</p>")
        site.also.setdefault(code, set()).update({listing, page})
        items += f"<li>{anchor(page, named(code))}</li>"
    index(site, f"<ul>{items}</ul>")


def marked_links(site: Made) -> None:
    """A page that says in its markup which item a link is for."""
    items = ""
    for n, code in enumerate(CODES):
        marks = ("", f" data-oit='{code}'") if n % 2 else (f" data-oit='{code.upper()}'", "")
        items += f"<li{marks[0]}>{anchor(site.file(code), f'เอกสาร {n}', marks[1])}</li>"
    index(site, f"<ul>{items}</ul>")


def old_numbers(site: Made) -> None:
    """The numbers of another year's list before this year's names."""
    shift = {code: f"O{n + 11}" for n, code in enumerate(CODES)}
    items = "".join(f"<li>{shift[c]} {NAMES[c]} {anchor(site.file(c), 'ไฟล์')}</li>" for c in CODES)
    index(site, f"<ul>{items}</ul>")


_PERCENT = quote("การประเมินความเสี่ยงการทุจริต.txt")
_FILES = {
    "o1": "org-chart.txt", "o2": "executive-board.txt", "o5": "strategic_plan_2566-2570.txt",
    "o7": "Annual-Report-2568.txt", "o8": "work_manual.txt", "o9": "khumue-prachachon.txt",
    "o13": "hr-plan69.txt", "o14": "hr_report_68.txt", "o20": "NoGiftPolicy2569.txt",
    "o21": _PERCENT,
    "o23": "anti-corruption-plan.txt",
}  # fmt: skip


def file_names(site: Made) -> None:
    """Buttons without words around them: only the names of the files speak."""
    buttons = "".join(
        f"<div>{anchor(site.file(code, f'upload/{name}'), 'Download')}</div>"
        for code, name in _FILES.items()
    )
    index(site, buttons)


def folded_menu(site: Made) -> None:
    """No index: a drop-down menu on every page of a larger site names the subjects."""
    for n, code in enumerate(CODES):
        leaf(site, code, n)
    menu = "".join(
        f"<li>{anchor(f'content/{n}.html', NAMES[code])}</li>" for n, code in enumerate(CODES)
    )
    for n in range(25):
        site.page(f"post/{n}.html", f"<p>บันทึกประจำวันลำดับที่ {n} ของชุมชน</p>")
    for path, text in site.pages.items():
        site.pages[path] = text.replace("</ul>", f"<li>ข้อมูล<ul>{menu}</ul></li></ul>", 1)


def headings_and_prose(site: Made) -> None:
    """A heading per item, a sentence about it, then links by file name."""
    parts = ""
    for n, code in enumerate(CODES):
        links = " ".join(anchor(site.file(code), f"ไฟล์แนบ {n}.{k}") for k in (1, 2))
        parts += f"<h4>{named(code)}</h4><p>หน่วยงานได้จัดทำข้อมูลไว้แล้ว</p><p>{links}</p>"
    index(site, parts)


def definition_list(site: Made) -> None:
    """Terms and definitions."""
    parts = "".join(
        f"<dt>{code.upper()}. {NAMES[code]}</dt><dd>{anchor(site.file(code), 'เปิดเอกสาร')}</dd>"
        for code in CODES
    )
    index(site, f"<dl>{parts}</dl>")


def page_of_each_year(site: Made) -> None:
    """A page of links per year; last year's list has the same names."""
    for year in (2569, 2568):
        items = "".join(
            f"<li>{anchor(site.file(code, may=year == 2568), named(code))}</li>" for code in CODES
        )
        site.page(f"ita{year}.html", f"<h1>ITA ปี {year}</h1><ul>{items}</ul>")
    site.page("ita.html", anchor("ita2569.html", "ITA 2569") + anchor("ita2568.html", "ITA 2568"))


def page_of_each_group(site: Made) -> None:
    """A page per sub-indicator, three or four items on each, items as headings."""
    links = ""
    for first in range(0, len(CODES), 4):
        parts = "".join(
            f"<h3>{named(c)}</h3><p>{anchor(site.file(c), 'คลิกที่นี่')}</p>"
            for c in (CODES[first : first + 4] if first < 12 else CODES[-4:])
        )
        page = site.page(f"ita/{first}.html", f"<h2>ตัวชี้วัดย่อยที่ 9.{first // 4 + 1}</h2>{parts}")
        links += f"<p>{anchor(page, f'ตัวชี้วัดย่อยที่ 9.{first // 4 + 1}')}</p>"
    index(site, links)


def whole_cards(site: Made) -> None:
    """Cards that are links as a whole."""
    cards = "".join(
        f'<a class="card" href="/{site.file(code)}"><h5>{code.upper()}</h5><p>{NAMES[code]}</p>'
        "<span>อ่านต่อ</span></a>"
        for code in CODES
    )
    index(site, f'<div class="row">{cards}</div>')


def lists_to_choose_from(site: Made) -> None:
    """A drop-down list whose choices lead to pages."""
    choices = "".join(
        f'<option value="/{leaf(site, code, n)}">{named(code)}</option>'
        for n, code in enumerate(CODES)
    )
    index(site, f'<select onchange="location=this.value"><option>เลือก</option>{choices}</select>')


def picture_map(site: Made) -> None:
    """One picture with areas; their titles name the items."""
    areas = "".join(
        f'<area coords="0,{n},9,{n + 9}" href="/{site.file(code)}" alt="{NAMES[code]}">'
        for n, code in enumerate(CODES)
    )
    index(site, f'<img src="/ita.png" usemap="#m" alt="ITA"><map name="m">{areas}</map>')


def short_names(site: Made) -> None:
    """Menu words of small offices instead of the official names; no numbers."""
    words = {
        "o1": "ผังโครงสร้าง อบต.", "o2": "คณะผู้บริหาร", "o5": "แผนพัฒนาท้องถิ่น 5 ปี",
        "o6": "แผนการดำเนินงาน (ผด.2)", "o7": "รายงานประจำปี 2568", "o8": "คู่มือปฏิบัติงาน",
        "o9": "คู่มือประชาชน", "o11": "สขร.1", "o13": "แผนอัตรากำลัง 3 ปี",
        "o14": "รายงานผลการพัฒนาบุคลากร ปี 68", "o20": "งดรับ-งดให้ของขวัญ", "o21": "แผนบริหารความเสี่ยง",
        "o23": "แผนป้องกันการทุจริต", "o17": "แจ้งเบาะแสทุจริต",
    }  # fmt: skip
    index(site, "".join(f"<p>{anchor(site.file(code), word)}</p>" for code, word in words.items()))


SITES: tuple[Callable[[Made], None], ...] = (
    table_with_rowspans, elementor, nested_list, loose_lines, lines_and_breaks, flip_books,
    pictures_only, handlers, two_columns, two_cells, years_in_tabs, three_links, monthly_files,
    one_for_many, chains, marked_links, old_numbers, file_names, folded_menu, headings_and_prose,
    definition_list, page_of_each_year, section_rows, page_of_each_group, whole_cards, year_columns,
    lists_to_choose_from, picture_map, short_names,
)  # fmt: skip


def made(manner: Callable[[Made], None]) -> Made:
    """The website of one manner, with the pages every agency has."""
    site = Made()
    site.page("", "<h2>ยินดีต้อนรับ</h2><p>เทศบาลจำลองตั้งอยู่ริมแม่น้ำ</p>")
    site.page("history.html", "<p>ชุมชนนี้ตั้งขึ้นเมื่อหลายร้อยปีก่อน</p>")
    site.page("travel.html", "<p>ตลาดน้ำเปิดทุกวันหยุด</p>")
    manner(site)
    return site
