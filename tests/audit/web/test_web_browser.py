"""The paths of people in a real browser, and every page for whoever cannot see it well."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from visitors import NAME, PASSWORD

from audit import due
from audit.site import Site
from audit.store import Store
from audit.watch import alerts
from audit.web.jobs import Job
from audit.web.office import Office
from tests import servers
from tests.workplace import CHROMIUM, running

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium here")
SILENT = servers.Page(body="", status=404)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 only where there is a browser

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _far(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:"))


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if _far(request.url) else None)
    yield page
    context.close()
    assert said == [], "nothing is refused by the policy and nothing asked of the network"


def grave(page) -> list[str]:
    """What axe-core finds serious or critical."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{page.url} {one['id']} {one['nodes'][0]['target']} {one['nodes'][0]['failureSummary']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def test_every_page_can_be_used_by_everybody(office, browser):
    quote = "stored"
    paths = ["/", "/people", "/log", "/account", f"/s/{NAME}", f"/s/{NAME}/o/o1", f"/s/{NAME}/gaps",
             f"/s/{NAME}/gaps/1", f"/s/{NAME}/review", f"/s/{NAME}/search?q=กองกลาง", quote,
             f"/s/{NAME}/coverage", f"/s/{NAME}/audits", f"/s/{NAME}/audits/1",
             f"/s/{NAME}/compare?a=1&b=2",
             f"/s/{NAME}/settings", "/nope"]  # fmt: skip
    page = browser.new_page(viewport={"width": 390, "height": 800})
    with running(office) as url:
        found, wide = [], []
        for path in paths:
            if path == quote:
                page.goto(f"{url}/s/{NAME}/o/o1")
                page.locator("figure a.see").first.click()
            else:
                page.goto(url + path)
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            found += grave(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(path)
        report = page.request.get(f"{url}/s/{NAME}/report/html").body()
        page.close()
        alone = browser.new_page(
            viewport={"width": 390, "height": 800}
        )  # our policy is not its own
        alone.set_content(report.decode())
        found += grave(alone)
        alone.close()
    assert found == []
    assert wide == []


def test_from_an_address_to_a_result(tmp_path, page):
    word = '<html><title>หน่วยงาน</title><a href="/org">โครงสร้างหน่วยงาน</a><p>ยินดีต้อนรับ</p>'
    routes = {"/": word, "/org": word, "/robots.txt": SILENT}
    office = Office(tmp_path / "office")
    with servers.serve(routes) as site, running(office) as url:
        page.goto(url)
        page.get_by_label("ที่อยู่เว็บไซต์").fill(site.url)
        page.get_by_text("ตัวเลือกเพิ่มเติม").click()
        page.get_by_label("ชื่อหน่วยงาน").fill("กรมลองดู")
        page.get_by_label("ระยะห่าง").fill("0")
        page.get_by_role("button", name="ตรวจ", exact=True).click()
        page.get_by_role("heading", name="สรุปผล").wait_for()
        assert page.get_by_role("heading", level=1).inner_text() == "กรมลองดู"
        assert page.locator("ul.lines li").count() > 20


def test_a_fix_is_checked_again_and_its_gap_closes(tmp_path, page):
    from world import DAY, PACK, good_site, html  # noqa: PLC0415 of the neighbours

    routes: dict[str, servers.Route] = {f"/{k}": v for k, v in good_site().items()}  # type: ignore[misc]  # pages only
    fixed = routes["/chiefs"]
    routes |= {"/chiefs": html("ทำเนียบผู้บริหาร", "ยังไม่มีรายชื่อ"), "/robots.txt": SILENT}
    office = Office(tmp_path / "office", as_of=DAY)
    with servers.serve(routes) as site, running(office) as url:
        folder = office.folder / "made"
        folder.mkdir(parents=True)
        (folder / "pack.yml").write_text(PACK, encoding="utf-8")
        Site.create(folder, site.url, pack="pack.yml", name="กรมจำลอง")
        file = folder / "site.yml"
        file.write_text(file.read_text("utf-8").replace("delay: 1", "delay: 0"), "utf-8")
        page.goto(f"{url}/s/made")
        page.get_by_role("button", name="ตรวจ", exact=True).click()
        page.get_by_role("heading", name="สรุปผล").wait_for()
        page.get_by_role("link", name="ดูข้อบกพร่องที่ต้องแก้").click()
        page.get_by_label("#1").check()
        page.get_by_label("ผู้แก้").last.fill("สมชาย")
        page.get_by_role("button", name="มอบหมาย").click()
        page.get_by_text("มอบหมายแล้ว 1 รายการ").wait_for()
        site.routes["/chiefs"] = fixed
        page.get_by_label("#1").check()
        page.get_by_role("button", name="ตรวจซ้ำเดี๋ยวนี้").click()
        page.get_by_text("ปิดข้อบกพร่อง").wait_for()
        assert page.get_by_text("ไม่มีข้อบกพร่องในรายการนี้").is_visible()
        page.goto(f"{url}/s/made/gaps/1")
        history = page.locator("ol.history").inner_text()
        assert re.search("พบ.*มอบหมาย.*สมชาย.*ตรวจซ้ำ.*ปิด", history, re.S)
        assert "อธิบดี" in history


def test_a_check_that_ends_takes_no_words_away(office, page, monkeypatch):
    going = Job(site=NAME, do="check", target="", who="x", at="", state="running")
    monkeypatch.setitem(office.jobs._jobs, NAME, going)
    with running(office) as url:
        page.goto(f"{url}/s/{NAME}/gaps/1")
        page.get_by_label("ข้อความ").fill("เขียนค้างไว้")
        going.state = "done"
        page.get_by_text("หน้านี้ยังไม่โหลดใหม่ เพราะท่านพิมพ์ค้างไว้").wait_for()
        assert page.get_by_label("ข้อความ").input_value() == "เขียนค้างไว้"
        page.keyboard.press("Enter")
        page.get_by_text("บันทึกความเห็นแล้ว").wait_for()
        assert "เขียนค้างไว้" in page.locator("ol.history").inner_text()
        going.state = "running"
        page.goto(f"{url}/s/{NAME}/gaps/1")
        page.locator("section.progress").wait_for()
        going.state = "done"
        page.locator("section.progress").wait_for(state="detached")
        assert page.locator("#progress").count() == 0, "with nothing typed it loads anew"


def test_a_question_is_decided_by_keyboard_alone(office, page):
    with running(office) as url:
        page.goto(f"{url}/s/{NAME}/review")
        page.locator('input[value="passed"]').focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("ดูเอกสารแล้ว")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("บันทึกคำยืนยันแล้ว").wait_for()
        assert page.get_by_text("ไม่มีรายการที่รอ").is_visible()


def test_without_scripts_everything_is_still_there(office, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with running(office) as url:
        page.goto(f"{url}/s/{NAME}/gaps")
        page.get_by_label("#1").check()
        page.get_by_label("ข้อความ").fill("ไม่ใช้สคริปต์")
        page.get_by_role("button", name="บันทึกความเห็น").click()
        page.goto(f"{url}/s/{NAME}/gaps/1")
        assert page.get_by_text("ไม่ใช้สคริปต์").is_visible()
    context.close()


def test_a_waiver_ends_by_itself_and_the_gap_is_work_again(office, page):
    with running(office) as url:
        page.goto(f"{url}/s/{NAME}/gaps/1")
        page.get_by_label("ถึงวันที่").fill("2026-05-31")
        page.get_by_label("เหตุผล").fill("รอประกาศแต่งตั้ง")
        page.get_by_role("button", name="ผ่อนผัน").click()
        page.get_by_text("ผ่อนผันแล้ว 1 รายการ").wait_for()
        assert page.get_by_text("ผ่อนผันถึง 31 พ.ค. 69").is_visible()
        assert "รอประกาศแต่งตั้ง" in page.locator("ol.history").inner_text()
        office.as_of = dt.date(2026, 6, 1)
        page.goto(f"{url}/s/{NAME}/gaps?state=open")
        assert page.get_by_label("#1").is_visible()
        page.goto(f"{url}/s/{NAME}/gaps?state=waived")
        assert page.get_by_text("ไม่มีข้อบกพร่องในรายการนี้").is_visible()


def test_two_people_work_on_one_gap_at_once(office, browser):
    for name, role in (("สมหญิง", "admin"), ("สมชาย", "web")):
        office.accounts.add(name, role, PASSWORD)
    with running(office) as url:
        contexts = [browser.new_context() for _ in range(2)]
        officer, web = (_entered(c.new_page(), url, n) for c, n in zip(
            contexts, ("สมหญิง", "สมชาย"), strict=True))  # fmt: skip
        for person in (officer, web):  # both look at the gap before either acts
            person.goto(f"{url}/s/{NAME}/gaps/1")
        assert web.get_by_role("button", name="มอบหมาย").count() == 0
        officer.get_by_label("ผู้แก้").fill("สมชาย")
        officer.get_by_role("button", name="มอบหมาย").click()
        web.get_by_label("ข้อความ").fill("กำลังแก้")
        web.get_by_role("button", name="บันทึกความเห็น").click()
        web.get_by_text("บันทึกความเห็นแล้ว").wait_for()
        for person in (officer, web):
            person.goto(f"{url}/s/{NAME}/gaps/1")
            history = person.locator("ol.history").inner_text()
            assert re.search("สมหญิง.*มอบหมาย.*สมชาย", history, re.S)
            assert re.search("สมชาย.*ความเห็น.*กำลังแก้", history, re.S)
        for context in contexts:
            context.close()


def test_a_submitted_link_breaks_and_the_board_and_one_message_say_so(tmp_path, page):
    from world import DAY, PACK, good_site  # noqa: PLC0415 of the neighbours

    routes: dict[str, servers.Route] = {f"/{k}": v for k, v in good_site().items()}  # type: ignore[misc]  # pages only
    routes["/robots.txt"] = SILENT
    office = Office(tmp_path / "office", as_of=DAY)
    with servers.serve(routes) as site, running(office) as url:
        folder = office.folder / "made"
        folder.mkdir(parents=True)
        (folder / "pack.yml").write_text(PACK, encoding="utf-8")
        made = Site.create(folder, site.url, pack="pack.yml", name="กรมจำลอง")
        file = folder / "site.yml"
        text = file.read_text("utf-8").replace("delay: 1", "delay: 0")
        more = f"schedule: {{second_look: 0}}\ndeclared: {{o2: ['{site.url}/chiefs']}}\n"
        file.write_text(text + more + "alerts: ['json://localhost/']\n", "utf-8")
        made = Site.open(folder)
        page.goto(f"{url}/s/made")
        page.get_by_role("button", name="ตรวจ", exact=True).click()
        page.get_by_role("heading", name="สรุปผล").wait_for()
        due.look_at_links(made)
        site.routes["/chiefs"] = servers.Page(body="", status=404)
        told = []
        for _ in range(3):
            due.look_at_links(made)
            with Store(made.paths) as store:
                told += [alert.kind for alert in alerts.refresh(made, store)]
        assert told == ["gone"], "one alert, however often it is looked at"
        page.goto(f"{url}/s/made/o/o2")
        page.get_by_role("button", name="ตรวจซ้ำเดี๋ยวนี้").first.click()
        page.get_by_text("ตรวจซ้ำเสร็จแล้ว").wait_for()
        page.goto(f"{url}/s/made/gaps")
        assert page.get_by_text("แสดงรายชื่อของผู้บริหารสูงสุด").is_visible()


def _entered(page, url: str, name: str):
    """Somebody who signed in."""
    page.goto(f"{url}/sign-in")
    page.get_by_label("ชื่อผู้ใช้").fill(name)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.get_by_role("button", name="ออกจากระบบ").wait_for()
    return page
