"""No words and no decision are lost: between two people, at a refusal, when a session ends."""

from __future__ import annotations

import pytest
from visitors import NAME, client_of, signed_in, token

from audit import gaps, review
from audit.store import Store
from audit.targets import find_element, site_pack

GAPS = f"/s/{NAME}/gaps"
GAP = f"{GAPS}/1"
REVIEW = f"/s/{NAME}/review"


def field(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def drawn(client, path: str) -> dict[str, str]:
    """The hidden fields of a form as somebody sees it now."""
    page = client.get(path).text
    return {name: field(page, name) for name in ("token", "seen")}


@pytest.fixture
def two(office):
    return signed_in(office, "officer"), signed_in(office, "admin")


@pytest.mark.parametrize(
    "form",
    [
        {"do": "assign", "who": "สมศรี"},
        {"do": "waive", "until": "2026-05-30", "why": "รอประกาศ"},
    ],
)
def test_whoever_decides_second_is_told_and_nothing_is_written_over(office, two, form):
    first, second = two
    seen = [drawn(one, GAP) for one in two]
    done = first.post(GAPS, data=seen[0] | {"gap": "1", "do": "assign", "who": "สมชาย"})
    assert done.status_code == 303
    late = second.post(GAPS, data=seen[1] | {"gap": "1"} | form, headers=referer(GAP))
    assert late.status_code == 409
    for words in ("officer มอบหมาย #1", "สมชาย", *form.values()):
        assert words in late.text or words in ("assign", "waive"), "what happened, what was typed"
    assert f'href="{GAP}"' in late.text, "the way back"
    with Store(office.site(NAME).paths) as store:
        assert gaps.get(store, 1).assignee == "สมชาย" and not gaps.get(store, 1).waived_until
    again = second.post(GAPS, data=drawn(second, GAP) | {"gap": "1"} | form)
    assert again.status_code == 303, "whoever has read it may go on"


def referer(path: str) -> dict[str, str]:
    return {"referer": f"http://localhost{path}"}


def test_ones_own_decisions_and_comments_of_others_stand_in_nobodys_way(two):
    first, second = two
    mine = drawn(first, GAP)
    for who in ("สมชาย", "สมศรี"):
        form = mine | {"gap": "1", "do": "assign", "who": who}
        assert first.post(GAPS, data=form).status_code == 303
    theirs = drawn(second, GAP)
    first.post(GAPS, data=mine | {"gap": "1", "do": "comment", "words": "กำลังแก้"})
    form = theirs | {"gap": "1", "do": "assign", "who": "สมหมาย"}
    assert second.post(GAPS, data=form).status_code == 303


def test_two_who_decide_one_question_both_know(office, two):
    first, second = two
    seen = [drawn(one, REVIEW) for one in two]
    element = field(first.get(REVIEW).text, "element")
    form = {"element": element, "outcome": "passed", "why": "เห็นในหน้าแล้ว"}
    assert first.post(f"/s/{NAME}/decide", data=seen[0] | form).status_code == 303
    other = form | {"outcome": "failed", "why": "ไม่มีเนื้อหา"}
    late = second.post(f"/s/{NAME}/decide", data=seen[1] | other)
    assert late.status_code == 409
    assert "officer ยืนยันว่าผ่าน" in late.text and "ไม่มีเนื้อหา" in late.text
    site = office.site(NAME)
    indicator, found = find_element(site_pack(site).pack, element)
    with Store(site.paths) as store:
        (kept,) = review.history(store, indicator.topic, found.id)
    assert (kept.who, kept.outcome) == ("officer", "passed")


@pytest.mark.parametrize("mark", ["", "x.y", "-1.-1", "9" * 40, "1", "٣.٣"])
def test_a_mark_that_is_none_breaks_nothing(two, mark):
    form = drawn(two[0], GAP) | {"seen": mark, "gap": "1", "do": "assign", "who": "สมชาย"}
    assert two[0].post(GAPS, data=form).status_code == 303


def test_a_button_pressed_twice_says_it_once(office, client):
    form = drawn(client, GAP) | {"gap": "1", "do": "comment", "words": "รอผู้บริหารลงนาม"}
    for _ in range(2):
        assert client.post(GAPS, data=form).status_code == 303
    with Store(office.site(NAME).paths) as store:
        said = [note.text for note in gaps.notes(store, 1)]
    assert said.count("รอผู้บริหารลงนาม") == 1


def test_what_was_typed_is_shown_when_the_session_ended(office):
    client = signed_in(office, "officer")
    form = drawn(client, GAP) | {"gap": "1", "do": "comment", "words": "ข้อความยาวที่เพิ่งพิมพ์ <b>"}
    client.post("/sign-out", data={"token": form["token"]})
    late = client.post(GAPS, data=form, headers=referer(f"{GAPS}?owner=%E0%B8%81"))
    assert late.status_code == 401
    assert "ข้อความยาวที่เพิ่งพิมพ์ &lt;b&gt;" in late.text and "หมดเวลาเข้าสู่ระบบ" in late.text
    assert "/sign-in?next=" in late.text and "owner" in late.text


def test_what_was_typed_is_shown_when_it_was_refused(client):
    form = drawn(client, GAP) | {"gap": "1", "do": "waive", "until": "2026-05-30", "why": ""}
    refused = client.post(GAPS, data=form, headers=referer(GAP))
    assert refused.status_code == 400
    assert "2026-05-30" in refused.text and f'href="{GAP}"' in refused.text
    stale = client.post(GAPS, data=form | {"token": "x", "why": "เพราะรอ"}, headers=referer(GAP))
    assert stale.status_code == 400 and "เพราะรอ" in stale.text


@pytest.mark.parametrize(
    "sent",
    ["http://evil.example/x", "//evil.example", "http://localhost//evil.example", "http://[", ""],
)
def test_the_way_back_is_a_page_of_ours(client, sent):
    form = drawn(client, GAP) | {"gap": "1", "do": "waive", "until": "", "why": ""}
    refused = client.post(GAPS, data=form, headers={"referer": sent} if sent else {})
    assert refused.status_code == 400 and "evil.example" not in refused.text


def test_passwords_are_never_shown_again(office):
    client = signed_in(office, "officer")
    form = {
        "token": token(client, "/account"),
        "do": "password",
        "current": "ความลับหนึ่ง",
        "new": "ความลับสอง",
    }
    client.post("/sign-out", data={"token": form["token"]})
    late = client.post("/account", data=form)
    assert late.status_code == 401 and "ความลับ" not in late.text


def test_after_signing_in_the_same_view_comes(office):
    office.accounts.add("root", "admin", "0123456789ก")
    answer = client_of(office).get(f"{GAPS}?owner=x&due=late")
    assert answer.headers["location"].endswith("next=%2Fs%2Fagency%2Fgaps%3Fowner%3Dx%26due%3Dlate")


def test_a_check_that_was_cut_off_is_told_until_it_is_gone_on_with(office, client):
    said = "ยังตรวจไม่เสร็จ ผลด้านล่างเป็นของครั้งก่อน"
    assert said not in client.get(f"/s/{NAME}").text
    site = office.site(NAME)
    with Store(site.paths) as store:
        store.snapshots.begin(site.plan())
    assert said in client.get(f"/s/{NAME}").text


def test_what_is_over_is_not_told_as_going_on(client):
    form = drawn(client, GAP) | {"target": "1", "back": GAP}
    answer = client.post(f"/s/{NAME}/recheck", data=form)
    for _ in range(50):
        page = client.get(answer.headers["location"]).text
        if "ตรวจซ้ำเสร็จแล้ว" in page:
            break
    assert "ตรวจซ้ำเสร็จแล้ว" in page and "ผลจะแสดงเมื่อเสร็จ" not in page
