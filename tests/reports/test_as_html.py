"""The page holds everything, fetches nothing, runs nothing of a site, and is accessible."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from sample_report import COVERAGE, HOSTILE, SITE, evidence, report

import reports
from reports import wording
from reports.as_html import LISTED, anchor, proof_link
from reports.model import ProblemLine, QuoteLine, Report


def page(made: Report) -> BeautifulSoup:
    return BeautifulSoup(reports.render(made, "html").decode("utf-8"), "lxml")


@pytest.fixture(scope="module")
def calm() -> BeautifulSoup:
    return page(report())


@pytest.fixture(scope="module")
def hostile() -> BeautifulSoup:
    return page(report(hostile=True))


def text(node: object) -> str:
    return " ".join(node.get_text(" ").split())  # type: ignore[attr-defined]  # a bs4 tag


def test_equal_reports_make_equal_pages():
    assert reports.render(report(), "html") == reports.render(report(), "html")


def test_every_element_is_there_with_outcome_reason_quote_and_place(calm):
    for indicator in report().indicators:
        box = calm.find(id=anchor(indicator.code))
        assert wording.state(indicator.state).name in text(box.summary)
        for element in indicator.elements:
            card = calm.find(id=anchor(indicator.code, element.id))
            shown = text(card)
            assert element.says in shown
            assert wording.outcome(element.outcome).name in shown
            assert element.reason in shown
            for quote in element.quotes:
                assert quote.text in text(card.blockquote)
                assert quote.where in text(card.figcaption)
                assert card.figcaption.a["href"].startswith(quote.url)


def test_the_head_says_who_what_when(calm):
    head = text(calm.header)
    for part in ("กรมตัวอย่างบริการประชาชน", "ฉบับร่าง", "15 พฤษภาคม 2569", "เหลือ 41 วันถึงกำหนดส่ง"):
        assert part in head
    assert "พร้อมแน่ 3 ข้อ ถึงมากที่สุด 5 ข้อ จากทั้งหมด 7 ข้อ" in text(calm.find(id="summary"))


def test_the_work_list_names_gap_owner_assignee_due_page_and_fix(calm):
    jobs = [text(job) for job in calm.select("ol.work > li")]
    assert len(jobs) == 3
    for part in ("#12", "สำนักงานเลขานุการกรม", "ทีมเว็บ", "30 เม.ย. 69", "เลยกำหนด", "ไม่พบ"):
        assert part in jobs[0]
    assert f"{SITE}/about/executives" in jobs[0]
    assert "ใส่หมายเลขโทรศัพท์" in jobs[0]
    assert "ผ่อนผันถึง 30 มิ.ย. 69" in jobs[2]


def test_changes_coverage_limits_and_unconfirmed_are_stated(calm):
    assert "แย่ลง 1 รายการ" in text(calm.find(id="changes"))
    coverage = text(calm.find(id="coverage"))
    for part in ("1,204", "ไฟร์วอลล์กั้น 5 หน้า", "และอีก 4 หน้า", wording.problem("scan").todo):
        assert part in coverage
    limits = text(calm.find(id="limits"))
    assert all(limit in limits for limit in report().limits)
    assert "อ้างอิงเกณฑ์ของปีอื่น 6 รายการ" in limits
    reading = text(calm.find(id="reading"))
    assert all(label.meaning in reading for label in wording.OUTCOMES.values())


def test_what_a_person_must_look_at_is_listed(calm):
    listed = text(calm.find(id="questions"))
    assert "รอเจ้าหน้าที่ยืนยัน 2 รายการ" in listed and "ยังไม่ได้ตรวจ 2 รายการ" in listed
    assert "ผู้บริหารแต่ละคนมีรูปถ่าย" in listed


def test_a_change_of_something_no_longer_asked_has_no_link():
    gone = replace(report().changes[0], code="o99", element="gone/x")
    made = page(replace(report(), changes=(gone,)))
    assert "O99" in text(made.find(id="changes"))
    assert not made.find(id="changes").find("a")


def test_set_aside_says_why(calm):
    assert "ไม่นับ: ระบุปี 2568 เกณฑ์ต้องการปี 2569" in text(calm.find(id="o6"))
    assert "ไม่นับ: เปิดไม่ได้" in text(calm.find(id="o11"))


def test_nothing_is_fetched_from_the_network(hostile):
    assert not hostile.find_all(["img", "iframe", "object", "embed", "link", "base", "form"])
    assert not hostile.find_all(src=True)
    assert not hostile.find_all(style=True)
    style = hostile.style.string
    assert "url(" not in style and "@import" not in style
    assert "http" not in hostile.script.string


def test_the_policy_allows_only_our_own_style_and_script(hostile):
    policy = hostile.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy
    for directive, tag in (("style-src", hostile.style), ("script-src", hostile.script)):
        digest = base64.b64encode(hashlib.sha256(tag.string.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_hostile_text_is_only_text(hostile):
    assert len(hostile.find_all("script")) == 1
    handlers = [name for tag in hostile.find_all(True) for name in tag.attrs if name[:2] == "on"]
    assert handlers == []
    raw = str(hostile)
    assert "\u202e" not in raw and "\x00" not in raw and "\x1b" not in raw
    assert "{{ 913*917 }}" in raw
    last = hostile.find(id=anchor("o26", "hostile/t0"))
    assert HOSTILE[0] in text(last)


def test_links_lead_only_to_the_web_and_give_nothing_away(hostile):
    for link in hostile.find_all("a"):
        address = link["href"]
        if address.startswith("#"):
            continue
        assert address.startswith(("http://", "https://"))
        assert link["rel"] == ["noopener", "noreferrer"]


def test_ids_are_unique_and_inner_links_arrive(hostile):
    ids = [tag["id"] for tag in hostile.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for tag in hostile.select("[aria-labelledby]"):
        assert tag["aria-labelledby"] in ids
    for link in hostile.select('a[href^="#"]'):
        assert link["href"][1:] in ids


def test_headings_step_down_one_at_a_time(hostile):
    levels = [int(tag.name[1]) for tag in hostile.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text(tag) for tag in hostile.find_all(re.compile("^h[1-6]$")))


def test_landmarks_language_and_skip_link(calm):
    assert calm.html["lang"] == "th"
    assert [len(calm.find_all(name)) for name in ("header", "nav", "main", "footer")] == [1] * 4
    assert calm.nav["aria-label"]
    assert calm.body.find("a")["href"] == "#main"
    assert "width=device-width" in calm.find("meta", attrs={"name": "viewport"})["content"]


def test_outcomes_never_speak_by_colour_alone(calm):
    for badge in calm.select(".badge"):
        symbol, word = badge.find("span"), text(badge)
        assert symbol["aria-hidden"] == "true"
        assert len(word) > len(symbol.string) + 1


def test_without_the_script_everything_is_open_and_no_dead_control_shows(calm):
    assert all(box.has_attr("open") for box in calm.find_all("details"))
    for control in calm.find_all(["button", "select"]):
        assert control.has_attr("hidden") or control.find_parent(hidden=True)


def test_a_quote_in_a_pdf_opens_at_its_page():
    quote = QuoteLine(url=f"{SITE}/a.PDF?v=1", sha256="", where="หน้า 12", text="")
    assert proof_link(quote) == f"{SITE}/a.PDF?v=1#page=12"
    assert proof_link(replace(quote, url=f"{SITE}/a.html")) == f"{SITE}/a.html"
    assert proof_link(replace(quote, where="หัวข้อ ก")) == f"{SITE}/a.PDF?v=1"
    assert proof_link(replace(quote, url="javascript:x.pdf")) is None


def test_long_lists_are_cut_and_say_so():
    urls = tuple(f"{SITE}/{n}" for n in range(LISTED + 7))
    lines = tuple(ProblemLine(problem="timeout", text="", url=url) for url in urls)
    whole = report()
    plan = whole.indicators[2]
    crowded = replace(
        plan,
        elements=(replace(plan.elements[0], looked_at=urls), *plan.elements[1:]),
        evidence=tuple(evidence(f"/{n}", "ก", aside="weak") for n in range(LISTED + 9)),
    )
    made = page(
        replace(
            whole,
            indicators=(crowded,),
            coverage=replace(COVERAGE, problems=lines, problem_counts=(("timeout", 60),)),
        )
    )
    assert f"และอีก {60 - LISTED} หน้า" in text(made.find(id="coverage"))
    assert "และอีก 7 หน้า" in text(made.find(id=anchor("o6", plan.elements[0].id)))
    assert "และอีก 9 หน้า" in text(made.find(id="o6"))


def test_an_empty_report_still_reads_well():
    bare = replace(
        report(),
        indicators=(),
        changes=(),
        limits=(),
        compared_with=None,
        days_left=None,
        coverage=replace(COVERAGE, problems=(), problem_counts=()),
        totals=replace(report().totals, indicators=0, ready=0, to_fix=0, untested=0, cant_tell=0),
    )
    made = page(bare)
    assert "ไม่มีรายการที่ต้องแก้" in text(made.find(id="work"))
    assert "ยังไม่ทราบกำหนด" in text(made.header)
    assert made.find(id="changes") is None


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`; source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_inks_stand_out_from_their_grounds(calm):
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", calm.style.string))
    pairs = [(colours[name], "#ffffff") for name in ("ink", "soft", "link", "brand", "bad")]
    pairs += [(colours[name], colours[f"{name}-g"]) for name in ("ok", "bad", "ask", "none", "off")]
    pairs += [(colours[name], colours["ground"]) for name in ("ink", "soft", "link")]
    for ink, ground in pairs:
        light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
