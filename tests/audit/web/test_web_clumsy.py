"""Clumsy hands: Enter, codes typed in halves, a reload over half a sentence, a Thai folder."""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
import time
from pathlib import Path

import pyotp
import pytest
from visitors import NAME, PASSWORD, client_of, signed_in, token

from audit import gaps
from audit.store import Store
from audit.web.accounts import typed_code
from audit.web.jobs import Job
from audit.web.office import Office

GAPS = f"/s/{NAME}/gaps"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SETTINGS = f"/s/{NAME}/settings"


def post(client, path, **form):
    return client.post(path, data=form | {"token": token(client, f"/s/{NAME}")})


# the Enter key ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "done"),
    [
        ({"words": "กำลังแก้"}, "comment"),
        ({"who": "สมชาย"}, "assign"),
        ({"who": "สมชาย", "due": "2026-05-30"}, "assign"),
        ({"until": "2026-05-30", "why": "รอประกาศ"}, "waive"),
    ],
)
def test_enter_does_what_the_fields_were_filled_in_for(client, typed, done):
    answer = post(client, GAPS, gap="1", do="", **typed)
    assert answer.status_code == 303 and f"done={done}" in answer.headers["location"]


def test_enter_in_doubt_does_nothing(client, office):
    answer = post(client, GAPS, gap="1", do="", who="สมชาย", words="กำลังแก้")
    assert answer.status_code == 400 and "กำลังแก้" in answer.text
    with Store(office.site(NAME).paths) as store:
        assert [note.what for note in gaps.notes(store, 1)] == ["opened"]


@pytest.mark.parametrize("path", [GAPS, f"{GAPS}/1"])
def test_the_first_button_of_a_form_is_the_one_for_enter(client, path):
    form = re.search(
        r'<form method="post" action="[^"]*/gaps".*?</form>', client.get(path).text, re.S
    )
    assert form
    first = re.search(r"<button(?! type=.button.)[^>]*>", form[0])
    assert first and 'value=""' in first[0] and "hidden" in first[0]


def test_a_new_password_is_no_change_of_role(office):
    client = signed_in(office, "admin")
    page = client.get("/people").text
    for form in re.findall(r"<form.*?</form>", page, re.S):
        if 'name="password"' in form:
            assert re.findall(r'name="do" value="(\w+)"', form)[0] in {"password", "add"}
    answer = post(client, "/people", name="admin", do="", role="viewer", password="x" * 12)
    assert answer.status_code == 400


# codes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 ", "๑๒๓๔๕๖", "๑๒๓ ๔๕๖"])
def test_a_code_is_its_digits(typed):
    assert typed_code(typed) == "123456"


def test_a_second_factor_is_begun_with_a_code_in_two_halves(office):
    client = signed_in(office, "officer")
    page = client.get("/account").text
    key = page.split('name="key" value="')[1].split('"')[0]
    assert " ".join(key[n : n + 4] for n in range(0, len(key), 4)) in page, "to be typed by hand"
    code = pyotp.TOTP(key).now()
    form = {"do": "totp_on", "key": key, "current": PASSWORD, "code": f"{code[:3]} {code[3:]}"}
    assert client.post("/account", data=form | {"token": token(client, "/account")}).is_redirect
    later = pyotp.TOTP(key).at(time.time() + 30).translate(THAI)
    stranger = client_of(office)
    form = {"name": "officer", "password": PASSWORD, "code": later, "token": token(stranger)}
    assert stranger.post("/sign-in", data=form).is_redirect
    form["token"] = token(client_of(office))
    again = stranger.post("/sign-in", data=form | {"token": form["token"]})
    assert again.status_code in {400, 401}, "a code counts once"


def test_whoever_lost_the_telephone_is_told_whom_to_ask(office):
    signed_in(office, "officer")
    client = client_of(office)
    form = {"name": "officer", "password": "wrong", "token": token(client)}
    assert "ทำโทรศัพท์หาย ให้แจ้งผู้ดูแลระบบ" in client.post("/sign-in", data=form).text


# nothing loads anew over what is typed -----------------------------------------------------------


def test_only_pages_without_fields_load_anew_by_themselves(client, office, monkeypatch):
    going = Job(site=NAME, do="check", target="", who="x", at="", state="running")
    monkeypatch.setitem(office.jobs._jobs, NAME, going)
    assert 'http-equiv="refresh"' in client.get(f"/s/{NAME}").text
    for path in (GAPS, f"{GAPS}/1", f"/s/{NAME}/review", SETTINGS, f"/s/{NAME}/o/o1"):
        page = client.get(path).text
        assert 'http-equiv="refresh"' not in page, path
        assert "ดูความคืบหน้าในหน้าภาพรวม" in page, path


def test_one_file_changed_by_two(office):
    first, second = signed_in(office, "officer"), signed_in(office, "admin")
    pages = [one.get(SETTINGS).text for one in (first, second)]
    marks = [
        {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("token", "seen")}
        for page in pages
    ]
    basics = {"do": "basics", "name": "กรมใหม่", "kind": "local", "pack": ""}
    assert first.post(SETTINGS, data=marks[0] | basics).is_redirect
    text = "name: x\nurl: https://x.example/\n"
    late = second.post(SETTINGS, data=marks[1] | {"do": "file", "file": text})
    assert late.status_code == 409 and "มีผู้แก้ site.yml" in late.text and text in late.text
    assert office.site(NAME).config.name == "กรมใหม่"


# addresses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "back"),
    [
        (f"{GAPS}?owner=x&due=late", f"{GAPS}?owner=x&due=late"),
        (f"{GAPS}?done=assign&count=2&due=late", f"{GAPS}?due=late"),
        (f"/s/{NAME}/compare?a=1&b=2", f"/s/{NAME}/compare?a=1&b=2"),
    ],
)
def test_another_language_is_the_same_view(client, path, back):
    link = re.search(r'href="(/language/en[^"]*)"', client.get(path).text)
    assert link
    assert client.get(link[1].replace("&amp;", "&")).headers["location"] == back


def test_another_language_after_a_refusal_is_a_page_there_is(client):
    form = {"url": "ftp://x", "token": token(client, f"/s/{NAME}")}
    page = client.post("/check", data=form, headers={"referer": "http://localhost/"}).text
    assert "back=%2F&" in page or 'back=%2F"' in page


def test_a_folder_with_a_thai_name(office, tmp_path):
    folder = tmp_path / "ไทย"
    thai = "กรมส่งเสริม การเรียนรู้"
    shutil.copytree(office.folder / NAME, folder / thai)
    other = Office(folder, as_of=office.as_of)
    client = client_of(other)
    page = client.get(f"/s/{thai}/gaps/1").text
    assert 'aria-current="page"' in page
    back = page.split('name="back" value="')[1].split('"')[0]
    form = {"gap": "1", "words": "x", "back": back, "do": "comment"}
    answer = client.post(f"/s/{thai}/gaps", data=form | {"token": token(client, f"/s/{thai}")})
    assert answer.headers["location"].startswith(back), "back to the gap, not to the list"
    other.close()


# disks and folders -------------------------------------------------------------------------------


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_wherever_it_shows(client, office, monkeypatch):
    monkeypatch.setattr("audit.siteedit.put", full)
    form = {"do": "basics", "name": "กรมใหม่", "kind": "local", "pack": ""}
    refused = post(client, SETTINGS, **form)
    assert refused.status_code == 400
    assert "ดิสก์เต็ม" in refused.text and "เพิ่มที่ว่างในดิสก์" in refused.text
    monkeypatch.setattr("audit.web.accounts.Accounts.deeds", full)
    assert client.get("/api/v1/log").json()["what"].startswith("ดิสก์เต็ม")


def test_another_trouble_of_the_system_is_no_inside_of_the_program(office, monkeypatch):
    def odd(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error of /secret/place")

    monkeypatch.setattr("audit.web.accounts.Accounts.deeds", odd)
    answer = client_of(office).get("/log")
    assert answer.status_code == 500
    assert "โปรแกรมทำงานผิดพลาด" in answer.text and "secret" not in answer.text


def newer(file: Path) -> None:
    """The database as a later program leaves it."""
    database = sqlite3.connect(file)
    database.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) "
        "select migration_set, '9999_later', applied_at from _sqlite_migrations limit 1"
    )
    database.commit()
    database.close()


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda db: db.write_bytes(b"no database" * 1000), "เสียหาย"),
        (newer, "รุ่นใหม่กว่า"),
    ],
)
def test_the_first_page_tells_which_folder_is_broken(office, break_it, told):
    shutil.copytree(office.folder / NAME, office.folder / "whole")
    for beside in ("-wal", "-shm"):
        (office.folder / NAME / f"site.db{beside}").unlink(missing_ok=True)
    break_it(office.folder / NAME / "site.db")
    page = client_of(office).get("/").text
    assert told in page and "ยังไม่เคยตรวจ" not in page
    assert "/s/whole" in page and "จากทั้งหมด" in page, "the others are shown"


def test_a_site_deleted_under_our_feet_is_a_page_that_is_not_there(client, office):
    shutil.rmtree(office.folder / NAME)
    assert client.get(f"/s/{NAME}").status_code == 404
    gone = post_at_home(client, GAPS, gap="1", do="comment", words="พิมพ์ไว้แล้ว")
    assert gone.status_code == 404 and "พิมพ์ไว้แล้ว" in gone.text
    assert client.get("/").status_code == 200


def post_at_home(client, path, **form):
    return client.post(path, data=form | {"token": token(client, "/")})
