"""From audits to messages: told once, after a second look, to those who asked, and never lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from world import HOME, STORY, Moved, Trouble, World, html

from audit import review, run
from audit.site import Site
from audit.watch import kept, words
from audit.watch.alerts import refresh, watch
from audit.watch.send import send_waiting

BROKEN = html("ทำเนียบผู้บริหาร", "หน้านี้ไม่มีรายชื่อแล้ว", STORY)
SETTINGS = """
schedule: {second_look: 0}
alerts:
  - {name: ทุกเรื่อง, send: "json://localhost/"}
  - {name: เฉพาะ o1, send: "json://localhost/", codes: [o1]}
  - {name: เฉพาะลิงก์, send: "json://localhost/", about: [gone, moved, login, changed, back]}
"""


@pytest.fixture
def agency(world: World) -> World:
    return configured(world, SETTINGS)


def configured(world: World, more: str) -> World:
    with (world.site.folder / "site.yml").open("a", encoding="utf-8") as file:
        file.write(more)
    world.site = Site.open(world.site.folder)
    return world


def told(agency: World) -> list[str]:
    """Audit the site as it is now; the kinds of new alerts."""
    agency.check()
    with agency.store() as store:
        return [alert.kind for alert in refresh(agency.site, store)]


def state(agency: World, element: str = "executives/chief") -> str:
    with agency.store() as store:
        return watch(agency.site, store).elements["executives", element].state


def test_what_breaks_is_told_once_after_a_second_look_and_again_when_fixed(agency: World) -> None:
    good = agency.pages["chiefs"]
    assert told(agency) == []
    assert state(agency) == "ok"
    agency.pages["chiefs"] = BROKEN
    assert told(agency) == []
    assert state(agency) == "doubt"
    assert told(agency) == ["broken"]
    assert state(agency) == "new"
    assert told(agency) == []
    assert state(agency) == "persisting"
    agency.pages["chiefs"] = good
    assert told(agency) == []
    assert told(agency) == ["fixed"]
    assert state(agency) == "fixed"
    assert told(agency) == []


def test_gaps_of_the_first_audit_raise_nothing_neither_when_fixed(agency: World) -> None:
    good, agency.pages["chiefs"] = agency.pages["chiefs"], BROKEN
    assert [told(agency) for _ in range(3)] == [[], [], []]
    agency.pages["chiefs"] = good
    assert [told(agency) for _ in range(3)] == [[], [], []]


@pytest.mark.parametrize("problem", ["timeout", "server_error", "blocked", "dns", "tls_expired"])
def test_an_outage_raises_nothing(agency: World, problem: str) -> None:
    up = dict(agency.pages)
    told(agency)
    agency.pages = {path: Trouble(problem=problem) for path in up}
    assert [told(agency) for _ in range(3)] == [[], [], []]
    assert state(agency) == "unknown"
    agency.pages = up
    assert told(agency) == []
    assert state(agency) == "ok"


def test_one_page_in_trouble_raises_nothing(agency: World) -> None:
    told(agency)
    agency.pages["chiefs"] = Trouble(problem="timeout")
    assert [told(agency) for _ in range(3)] == [[], [], []]


def test_judging_the_same_crawl_again_is_no_second_look(agency: World) -> None:
    told(agency)
    agency.pages["chiefs"] = BROKEN
    told(agency)
    for _ in range(3):
        agency.audit()
        with agency.store() as store:
            assert refresh(agency.site, store) == []


def test_a_person_s_word_is_no_news(agency: World) -> None:
    told(agency)
    run.confirm(agency.site, "o2/chief", "failed", who="สมชาย", why="คนนี้ย้ายไปแล้ว")
    with agency.store() as store:
        assert refresh(agency.site, store) == []
        assert review is not None
    assert told(agency) == []


def test_bad_news_of_a_crawl_in_trouble_is_no_news(agency: World) -> None:
    told(agency)
    agency.pages["chiefs"] = BROKEN
    agency.pages |= {f"p{n}": Trouble(problem="timeout") for n in range(9)}
    assert [told(agency) for _ in range(3)] == [[], [], []]


def test_what_broke_long_before_anybody_asked_is_not_sent(agency: World) -> None:
    told(agency)
    agency.pages["chiefs"] = BROKEN
    agency.check()
    agency.check()
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=4)
    with agency.store() as store:
        assert refresh(agency.site, store, later) == []
        assert [alert.kind for alert in kept.alerts(store)] == ["broken"]
        assert kept.posts(store) == []
        assert refresh(agency.site, store) == []


# sending -----------------------------------------------------------------------------------------


class Box:
    """Takes messages, or says why not."""

    def __init__(self) -> None:
        self.error = ""
        self.got: list[tuple[str, str]] = []

    def __call__(self, address: str, title: str, text: str) -> str:
        if not self.error:
            self.got.append((title, text))
        return self.error


@pytest.fixture
def broken(agency: World) -> World:
    told(agency)
    agency.pages["chiefs"] = BROKEN
    told(agency)
    assert told(agency) == ["broken"]
    return agency


def send(agency: World, box: Box, minutes: float = 0) -> list[tuple[str, str]]:
    with agency.store() as store:
        now = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)
        return [(one.receiver, one.error) for one in send_waiting(agency.site, store, now, box)]


def test_only_who_asked_is_told_and_only_once(broken: World) -> None:
    box = Box()
    assert send(broken, box) == [("ทุกเรื่อง", "")]
    assert send(broken, box, minutes=9999) == []
    ((title, text),) = box.got
    assert title == "OIT กรมจำลอง: ข้อ O2 เคยผ่าน ตอนนี้ไม่พบ"
    assert "แสดงรายชื่อของผู้บริหารสูงสุด" in text
    assert "เดิม (" in text
    assert "“อธิบดี”" in text or "อธิบดี" in text
    assert HOME + "chiefs" in text
    assert "ต้องทำ: ใส่ชื่อ เสร็จแล้วกด “ตรวจซ้ำเดี๋ยวนี้” ในหน้าของข้อนี้ หรือสั่ง oit recheck o2" in text
    assert "ดูซ้ำแล้ว 2 ครั้ง" in text


def test_what_could_not_be_sent_is_tried_later_and_later(broken: World) -> None:
    box = Box()
    box.error = "ปลายทางไม่รับ"
    assert send(broken, box) == [("ทุกเรื่อง", "ปลายทางไม่รับ")]
    assert send(broken, box, minutes=4) == []
    assert send(broken, box, minutes=6) == [("ทุกเรื่อง", "ปลายทางไม่รับ")]
    assert send(broken, box, minutes=12) == []
    box.error = ""
    assert send(broken, box, minutes=30) == [("ทุกเรื่อง", "")]
    assert len(box.got) == 1
    assert "ส่งซ้ำ" not in box.got[0][1]


def test_a_machine_that_died_in_mid_sending_sends_again_and_says_so(broken: World) -> None:
    class Died(BaseException):
        pass

    def die(*_: str) -> str:
        raise Died

    with pytest.raises(Died), broken.store() as store:
        send_waiting(broken.site, store, send=die)
    box = Box()
    assert send(broken, box) == [("ทุกเรื่อง", "")]
    assert "ส่งซ้ำ เพราะไม่แน่ใจ" in box.got[0][1]


def test_a_secret_that_is_not_there_is_named_and_nothing_is_lost(
    broken: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = broken.site.folder / "site.yml"
    text = file.read_text(encoding="utf-8").replace("json://localhost/", "json://${OIT_TOKEN}@x/")
    file.write_text(text, encoding="utf-8")
    broken.site = Site.open(broken.site.folder)
    monkeypatch.delenv("OIT_TOKEN", raising=False)
    assert send(broken, Box()) == [("ทุกเรื่อง", "ไม่ได้ตั้งตัวแปร OIT_TOKEN ไว้ในเครื่อง")]
    monkeypatch.setenv("OIT_TOKEN", "secret")
    seen: list[str] = []

    def spy(address: str, title: str, text: str) -> str:
        seen.append(address)
        return ""

    with broken.store() as store:
        send_waiting(broken.site, store, dt.datetime.now(dt.UTC) + dt.timedelta(hours=1), spy)
    assert seen == ["json://secret@x/"]
    assert b"secret" not in (broken.site.folder / "site.db").read_bytes()


def test_hostile_titles_stay_one_line(agency: World) -> None:
    name = "กรม\r\nBcc: everyone@example.com\x1b[31m"
    assert "\n" not in words.sample(name, HOME)[0]
    assert "\x1b" not in words.sample(name, HOME)[1]


# links -------------------------------------------------------------------------------------------

DECLARED = f"""
declared:
  o1: [{HOME}org]
  o2: [{HOME}chiefs, {HOME}plan.pdf]
calendar: {{submission: 2020-01-01, confirmation: 2100-01-01}}
"""


@pytest.fixture
def submitted(agency: World) -> World:
    agency.pages["plan.pdf"] = "แผนปฏิบัติการ".encode()
    return configured(agency, DECLARED)


def links_told(agency: World) -> list[tuple[str, str]]:
    agency.crawl(only=("org", "chiefs", "plan.pdf"))
    agency.audit(only=["o1"])
    with agency.store() as store:
        return [(alert.kind, alert.code) for alert in refresh(agency.site, store) if alert.url]


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (Trouble(problem="not_found", status=404), "gone"),
        (Trouble(problem="soft_404", status=200), "gone"),
        (Trouble(problem="login", status=200), "login"),
        (Moved(to=HOME), "moved"),
        (Moved(to="http://elsewhere.test/"), "moved"),
    ],
)
def test_a_submitted_link_that_breaks(submitted: World, after: object, kind: str) -> None:
    told(submitted)
    before, submitted.pages["chiefs"] = submitted.pages["chiefs"], after
    submitted.pages.setdefault("", "")
    assert ("gone", "o2") not in links_told(submitted)
    assert (kind, "o2") in links_told(submitted)
    assert links_told(submitted) == []
    submitted.pages["chiefs"] = before
    assert links_told(submitted) == []
    assert ("back", "o2") in links_told(submitted)
    assert links_told(submitted) == []


@pytest.mark.parametrize(
    "after",
    [
        Trouble(problem="timeout"),
        Trouble(problem="server_error", status=503),
        Trouble(problem="rate_limited", status=429),
        Moved(to=HOME.replace("http:", "https:") + "chiefs/"),
    ],
)
def test_a_slow_server_or_another_spelling_breaks_no_link(submitted: World, after: object) -> None:
    told(submitted)
    submitted.pages["chiefs"] = after
    assert [links_told(submitted) for _ in range(3)] == [[], [], []]


def test_other_bytes_of_a_file_are_told(submitted: World) -> None:
    told(submitted)
    submitted.pages["plan.pdf"] = "แผนปฏิบัติการ ฉบับแก้ไข".encode()
    assert links_told(submitted) == []
    assert links_told(submitted) == [("changed", "o2")]
    assert links_told(submitted) == []
    submitted.pages["plan.pdf"] = "แผนอีกฉบับ".encode()
    assert links_told(submitted) == []
    assert links_told(submitted) == [("changed", "o2")]


def test_other_words_on_a_page_are_told_with_the_first_line(submitted: World) -> None:
    told(submitted)
    submitted.pages["org"] = html("โครงสร้างหน่วยงาน", "กองกลาง และกองใหม่", STORY)
    assert links_told(submitted) == []
    submitted.crawl(only=("org",))
    with submitted.store() as store:
        (alert,) = refresh(submitted.site, store)
    text = words.paragraph(alert)
    assert "บรรทัดแรกที่หายไป: กองกลาง และกองแผนงาน มีหน้าที่ต่างกัน" in text
    assert "บรรทัดแรกที่เพิ่มมา: กองกลาง และกองใหม่" in text


def test_a_page_that_was_not_read_is_not_compared(submitted: World) -> None:
    told(submitted)
    submitted.pages["org"] = html("โครงสร้างหน่วยงาน", "กองกลาง และกองใหม่", STORY)
    with submitted.store() as store:
        for _ in range(2):
            submitted.crawl(only=("org",))
            assert refresh(submitted.site, store) == []


def test_counters_and_banners_are_no_change(submitted: World) -> None:
    def page(number: int) -> str:
        return html("โครงสร้าง", f"ผู้เข้าชม {number}", f"แบนเนอร์ {number % 3}", "กองกลาง", STORY)

    submitted.pages["org"] = page(0)
    told(submitted)
    for number in range(1, 8):
        submitted.pages["org"] = page(number)
        assert links_told(submitted) == []


def test_content_may_change_outside_the_days_of_the_campaign(submitted: World) -> None:
    file = submitted.site.folder / "site.yml"
    text = file.read_text(encoding="utf-8").replace("2020-01-01", "2099-01-01")
    file.write_text(text, encoding="utf-8")
    submitted.site = Site.open(submitted.site.folder)
    told(submitted)
    submitted.pages["plan.pdf"] = b"new"
    assert [links_told(submitted) for _ in range(3)] == [[], [], []]


def test_the_database_never_holds_addresses_of_receivers(broken: World, tmp_path: Path) -> None:
    with broken.store() as store:
        assert {row["receiver"] for row in kept.posts(store)} == {"ทุกเรื่อง"}
