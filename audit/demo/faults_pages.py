"""Faults of pages: people without photos, pages that say nothing, doors that are shut.

Promises: a list of faults, each with what it breaks. Refuses to know: which a site gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.demo.draft import Draft
from audit.demo.fault import ANY, BROKEN, FINE, UNSEEN, Fault, of

PEOPLE = "about/executives.html"
POWERS, STRUCTURE = "about/powers.html", "about/structure.html"
STATISTICS, TEAM = "complaint/statistics.html", "ethics/team.html"
PARTICIPATION, KNOWLEDGE = "participation/index.html", "no-gift/knowledge.html"
MONTHS = "procurement/index.html"
SUMMARY = "files/procurement/summary-"
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    PEOPLE: ("o2", of("executives", "who name position photo contact")),
    POWERS: ("o1", of("authority", "own-powers not-whole-law")),
    STRUCTURE: ("o1", of("org-structure", "chart positions")),
    STATISTICS: ("o18", of("complaint-statistics", "total done pending none")),
    TEAM: ("o15", of("ethics-drive", "team")),
    PARTICIPATION: ("o19", of("participation", "topic who result use fy")),
    KNOWLEDGE: ("o20", of("no-gift-culture", "knowledge")),
}
"""Pages on which alone these elements rest, with the indicator's code."""
ECHO = {
    PARTICIPATION: (
        "แสดงประเด็นหรือเรื่องที่เปิดให้มีส่วนร่วม", "แสดงว่าใครมีส่วนร่วมบ้าง", "แสดงผลจากการมีส่วนร่วม",
        "แสดงการนำผลจากการมีส่วนร่วมไปพัฒนางาน", "เป็นการดำเนินการในปีงบประมาณ พ.ศ. 2569",
    ),
    STATISTICS: (
        "แสดงจำนวนเรื่องร้องเรียนการทุจริตทั้งหมด", "แสดงจำนวนเรื่องที่ดำเนินการแล้วเสร็จ",
        "แสดงจำนวนเรื่องที่อยู่ระหว่างดำเนินการ", "กรณีไม่มีเรื่องร้องเรียนให้ระบุว่าไม่มีเรื่องร้องเรียน",
        "เป็นข้อมูลปีงบประมาณ พ.ศ. 2568",
    ),
    KNOWLEDGE: (
        "แสดงสื่อความรู้เรื่องหลักเกณฑ์การรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา",
        "เผยแพร่ให้เจ้าหน้าที่ทราบในปีงบประมาณ พ.ศ. 2569",
    ),
}  # fmt: skip
_MAIN = re.compile(r'(<main id="main" class="wrap">).*?(</main>)', re.S)
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.S)


def faults() -> Iterator[Fault]:
    """Every fault of this sort."""
    yield from _people()
    yield from _whole_pages()
    yield from _months()
    yield from _single()


def _fault(
    name: str, page: str, do: Callable[[Draft], None], outcomes: frozenset[str], lost: str = ""
) -> Fault:
    code, elements = PAGES[page]
    touched = of(elements[0].partition("/")[0], lost) if lost else elements
    return Fault(name=name, codes=frozenset({code}), do=do, breaks=dict.fromkeys(touched, outcomes))


def _people() -> Iterator[Fault]:
    photo = (
        '<img src="/images/people/deputy-2.png" alt="นางสุนันทินี สมมติวงศ์" width="183" height="229">'
    )
    reach = "<p>โทรศัพท์ 0 2000 1103</p>\n  <p>อีเมล sunantinee@dlc.example.go.th</p>"
    yield _fault("no_photo", PEOPLE, _swapping(PEOPLE, photo, ""), BROKEN, "photo")
    yield _fault("no_contact", PEOPLE, _swapping(PEOPLE, reach, ""), BROKEN, "contact")
    yield _fault("no_name", PEOPLE, _no_name, BROKEN, "name")
    yield _fault("no_deputies", PEOPLE, _no_deputies, BROKEN, "who")


def _whole_pages() -> Iterator[Fault]:
    for page in PAGES:
        yield _fault("under_construction", page, _under_construction(page), BROKEN)
        yield _fault("empty_page", page, filling(page, ""), BROKEN)
        yield _fault("forbidden", page, _habit(page, "firewall"), UNSEEN)
        yield _fault("login_wall", page, _habit(page, "login"), UNSEEN)
        yield _fault("page_gone", page, _gone(page), BROKEN)
        yield _fault("tis620", page, _old_encoding(page), FINE)
    for page, lines in ECHO.items():
        yield _fault("echo", page, filling(page, _echoed(lines)), BROKEN)


def _months() -> Iterator[Fault]:
    months = ("2568-10", "2568-11", "2569-01", "2569-02", "2569-03")
    for month in months:
        yield Fault(
            name="missing_month", codes=frozenset({"o11"}), do=_missing(month),
            breaks={"procurement-monthly/six": BROKEN, "procurement-monthly/none": ANY},
        )  # fmt: skip
    yield Fault(
        name="missing_columns", codes=frozenset({"o11"}), do=_fewer_columns,
        breaks={"procurement-monthly/cols": BROKEN},
    )  # fmt: skip
    yield Fault(
        name="more_months", codes=frozenset({"o11"}), do=_more_months,
        breaks=dict.fromkeys(of("procurement-monthly", "cols monthly six"), FINE),
    )  # fmt: skip


def _single() -> Iterator[Fault]:
    yield Fault(name="no_map", codes=frozenset({"o3"}), do=_no_map, breaks={"contact/map": BROKEN})
    yield Fault(
        name="no_form", codes=frozenset({"o17"}), do=_no_form,
        breaks={"complaint-channel/online": BROKEN},
    )  # fmt: skip
    yield Fault(
        name="old_news", codes=frozenset({"o4"}), do=_old_news, breaks={"news/year": BROKEN}
    )
    yield Fault(
        name="no_statistics", codes=frozenset({"o10"}), do=_no_statistics,
        breaks=dict.fromkeys(
            (*of("service-statistics", "numbers walkin-online"), "e-service/stats"), BROKEN
        ),
    )  # fmt: skip


# What a fault does to a page ----------------------------------------------------------------


def _swapping(page: str, old: str, new: str) -> Callable[[Draft], None]:
    return lambda draft: draft.swap(page, old, new)


def _main(draft: Draft, page: str, inside: str) -> None:
    """Put other content below the page's heading."""
    heading = _HEADING.search(draft.pages[page])
    title = heading[1] if heading else ""
    made = f"<h1>{title}</h1>{inside}"
    draft.pages[page] = _MAIN.sub(lambda at: f"{at[1]}{made}{at[2]}", draft.pages[page])


def filling(page: str, inside: str) -> Callable[[Draft], None]:
    """Below the page's heading stands this and nothing else."""
    return lambda draft: _main(draft, page, inside)


def _under_construction(page: str) -> Callable[[Draft], None]:
    return filling(page, "<p>อยู่ระหว่างปรับปรุงข้อมูล</p><p>Under construction</p>")


def _echoed(lines: tuple[str, ...]) -> str:
    rows = "".join(f'<tr><td>{line}</td><td><a href="#">ดาวน์โหลด</a></td></tr>' for line in lines)
    return f"<table><tr><th>องค์ประกอบด้านข้อมูล</th><th>ไฟล์ข้อมูล</th></tr>{rows}</table>"


def _habit(page: str, word: str) -> Callable[[Draft], None]:
    def do(draft: Draft) -> None:
        draft.habits[f"/{page}"] = word

    return do


def _gone(page: str) -> Callable[[Draft], None]:
    def do(draft: Draft) -> None:
        del draft.pages[page]

    return do


def _old_encoding(page: str) -> Callable[[Draft], None]:
    def do(draft: Draft) -> None:
        draft.legacy.add(page)
        draft.habits[f"/{page}"] = "text/html"

    return do


def _no_name(draft: Draft) -> None:
    """One deputy's name stands neither below the picture nor in its description."""
    name = "นางสุนันทินี สมมติวงศ์"
    draft.swap(PEOPLE, f"<h3>{name}</h3>", "")
    draft.swap(PEOPLE, f'alt="{name}"', 'alt=""')


def _no_deputies(draft: Draft) -> None:
    page = draft.pages[PEOPLE]
    cut = page.index("<h2>รองอธิบดี</h2>")
    draft.pages[PEOPLE] = page[:cut] + page[page.index("</main>") :]


def _missing(month: str) -> Callable[[Draft], None]:
    def do(draft: Draft) -> None:
        draft.remove(f"{SUMMARY}{month}.xlsx")
        row = re.compile(rf"<tr>(?:(?!</tr>).)*{SUMMARY}{month}\.xlsx(?:(?!</tr>).)*</tr>\n")
        draft.pages[MONTHS] = row.sub("", draft.pages[MONTHS])

    return do


def _fewer_columns(draft: Draft) -> None:
    """Each monthly file keeps number, work and method only."""
    for file in sorted(draft.papers):
        if not file.startswith(SUMMARY):
            continue
        body = draft.papers[file].model_dump(exclude_none=True)["body"]
        for part in body:
            if table := part.get("table"):
                head = [table["head"][n] for n in (0, 1, 4)]
                rows = [[row[n] for n in (0, 1, 4)] for row in table["rows"]]
                part["table"] = {"head": head, "rows": rows}
        draft.edit(file, body=body)


def _more_months(draft: Draft) -> None:
    """April's file stands beside those that are asked for."""
    new, old = f"{SUMMARY}2569-04.xlsx", f"{SUMMARY}2569-03.xlsx"
    draft.copy(new, old)
    draft.reword(new, lambda text: text.replace("มีนาคม", "เมษายน").replace("มี.ค.", "เม.ย."))
    link = f'<a href="/{new}">ดาวน์โหลด</a>'
    row = f"<tr><td>เมษายน 2569</td><td>5 พฤษภาคม 2569</td><td>{link}</td></tr>"
    draft.swap(MONTHS, "</tbody>", f"{row}</tbody>")


def _no_map(draft: Draft) -> None:
    page = draft.pages["contact.html"]
    cut = page.index("<h2>แผนที่ตั้ง</h2>")
    draft.pages["contact.html"] = page[:cut] + page[page.index("<h2>ช่องทางการสอบถาม</h2>") :]


def _no_form(draft: Draft) -> None:
    page = "complaint/corruption.html"
    form = re.compile(r"<h2>แบบฟอร์มร้องเรียน.*?</form>\n", re.S)
    draft.pages[page] = form.sub("", draft.pages[page])
    mail = "อีเมล integrity@dlc.example.go.th "
    draft.swap(page, mail, "")


def _old_news(draft: Draft) -> None:
    """Every news item is two years older."""
    for path in [path for path in draft.pages if path.startswith("news/")]:
        draft.pages[path] = _MAIN.sub(_aged, draft.pages[path])
    draft.pages["index.html"] = _MAIN.sub(_aged, draft.pages["index.html"])


def _aged(main: re.Match[str]) -> str:
    """The main part with older years in its words, not in its addresses."""
    return re.sub(r"(?<![-/\w])25(68|69)(?![-\w])", lambda y: str(int(y[0]) - 2), main[0])


def _no_statistics(draft: Draft) -> None:
    """The page of numbers is gone, and with it the link of the index."""
    del draft.pages["service/statistics.html"]
    draft.rows = [
        (code, name, tuple(link for link in links if "statistics" not in link[1] or code != "O10"))
        for code, name, links in draft.rows
    ]
