"""Who may come in: passwords, second factors, sessions, keys, a trusted proxy."""

from __future__ import annotations

import time
from pathlib import Path

import pyotp
import pytest
from visitors import NAME, PASSWORD, client_of, signed_in, token

from audit.cli import run
from audit.errors import UserError
from audit.web.accounts import MOST_FAILURES, TOTP_STEP, Accounts


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path)
    made.add("root", "admin", PASSWORD)
    return made


def test_passwords_are_hashed_and_a_wrong_one_is_like_nobody(accounts, tmp_path):
    assert PASSWORD.encode() not in (tmp_path / "office.db").read_bytes()
    said = set()
    for name, password in (("root", "wrong"), ("nobody", PASSWORD)):
        with pytest.raises(UserError) as told:
            accounts.check(name, password, "", "1.1.1.1")
        said.add(told.value.what)
    assert len(said) == 1
    assert accounts.check("ROOT", PASSWORD, "", "1.1.1.1").name == "root"


def test_too_many_failures_wait_and_others_do_not(accounts):
    for _ in range(MOST_FAILURES["pair"]):
        with pytest.raises(UserError):
            accounts.check("root", "wrong", "", "6.6.6.6")
    with pytest.raises(UserError, match="หลายครั้ง"):
        accounts.check("root", PASSWORD, "", "6.6.6.6")
    assert accounts.check("root", PASSWORD, "", "1.1.1.1")


def test_a_code_counts_once(accounts):
    key = pyotp.random_base32()
    accounts.set_totp("root", key)
    code = pyotp.TOTP(key).at(int(time.time()) // TOTP_STEP * TOTP_STEP)
    with pytest.raises(UserError):
        accounts.check("root", PASSWORD, "", "1.1.1.1")
    assert accounts.check("root", PASSWORD, code, "1.1.1.1")
    with pytest.raises(UserError):
        accounts.check("root", PASSWORD, code, "1.1.1.1")


def test_a_changed_password_role_or_shut_account_ends_sessions(accounts):
    accounts.add("a", "officer", PASSWORD)
    for change in (
        lambda: accounts.set_role("a", "viewer"),
        lambda: accounts.set_password("a", PASSWORD + "2"),
        lambda: accounts.set_active("a", False),
    ):
        session = accounts.begin(accounts.get("a"))
        assert accounts.of_session(session)
        change()
        assert accounts.of_session(session) is None


def test_there_is_always_an_administrator(accounts):
    for change in (
        lambda: accounts.set_role("root", "viewer"), lambda: accounts.set_active("root", False)
    ):  # fmt: skip
        with pytest.raises(UserError, match="ผู้ดูแลระบบ"):
            change()


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "admin", PASSWORD), ("a\nb", "viewer", PASSWORD), ("a", "boss", PASSWORD),
        ("a", "admin", "short"), ("Root", "admin", PASSWORD),
    ],
)  # fmt: skip
def test_what_cannot_be_an_account(accounts, name, role, password):
    with pytest.raises(UserError):
        accounts.add(name, role, password)


def test_signing_in_gives_a_new_session_and_out_ends_it(office):
    client = signed_in(office, "officer")
    cookie = client.cookies["oit_visit"]
    assert client.get(f"/s/{NAME}").status_code == 200
    assert client.post("/sign-out", data={"token": token(client, "/")}).status_code == 303
    client.cookies.set("oit_visit", cookie)
    assert client.get(f"/s/{NAME}").status_code == 303, "the old cookie opens nothing"


def test_a_forged_cookie_opens_nothing(office):
    person = office.accounts.add("root", "admin", PASSWORD)
    session = office.accounts.begin(person)
    client = client_of(office)
    for cookie in (session, f"{session}.x", ""):
        client.cookies.set("oit_visit", cookie)
        assert client.get("/").status_code == 303


def test_the_sign_in_page_goes_on_inside_only(office):
    office.accounts.add("root", "admin", PASSWORD)
    client = client_of(office)
    form = {"name": "root", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/sign-in", data=form | {"token": token(client)}).headers["location"] == "/"


def test_the_second_factor_is_turned_on_by_its_owner(office):
    client = signed_in(office, "web")
    page = client.get("/account").text
    assert "<svg" in page
    key = page.split('name="key" value="')[1].split('"')[0]
    form = {"token": token(client, "/account"), "do": "totp_on", "key": key, "current": PASSWORD}
    assert client.post("/account", data=form | {"code": "000000"}).status_code == 400
    assert client.post("/account", data=form | {"code": pyotp.TOTP(key).now()}).status_code == 303
    assert office.accounts.get("web").second_factor


def test_the_header_counts_only_from_the_proxy(office):
    office.accounts.add("root", "admin", None)
    header = {"x-remote-user": "root"}
    assert client_of(office).get("/", headers=header).status_code == 303
    elsewhere = client_of(office, proxies=["10.0.0.9"], header="x-remote-user")
    assert elsewhere.get("/", headers=header).status_code == 303
    behind = client_of(office, proxies=["testclient"], header="x-remote-user")
    assert behind.get("/", headers=header).status_code == 200
    assert behind.get("/", headers={"x-remote-user": "nobody"}).status_code == 303


def test_a_key_lets_a_program_in_as_its_person(office):
    office.accounts.add("root", "admin", PASSWORD)
    office.accounts.add("bot", "viewer", None)
    key = {"authorization": f"Bearer {office.accounts.new_key('bot', 'ci')}"}
    client = client_of(office)
    assert client.get("/api/v1/sites", headers=key).status_code == 200
    assert client.post(f"/api/v1/sites/{NAME}/checks", headers=key).status_code == 403
    assert client.get("/api/v1/sites", headers={"authorization": "Bearer oit_x"}).status_code == 401


# commands ------------------------------------------------------------------------------------


def test_others_are_let_in_only_when_there_are_accounts(tmp_path, capsys):
    assert run(["serve", "--folder", str(tmp_path), "--host", "0.0.0.0"]) == 2
    assert "ยังไม่มีบัญชีผู้ใช้" in capsys.readouterr().err


def test_people_are_added_and_listed_by_command(tmp_path, capsys):
    folder, secret = ["--folder", str(tmp_path)], tmp_path / "secret"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8")
    given = ["--password-file", str(secret), *folder]
    assert run(["user", "add", "a", "--role", "viewer", *given]) == 2
    assert run(["user", "add", "root", *given]) == 0
    assert run(["user", "add", "สมชาย", "--role", "web", "--no-password", *folder]) == 0
    assert run(["user", "role", "สมชาย", "officer", *folder]) == 0
    assert run(["user", "password", "สมชาย", *given]) == 0
    capsys.readouterr()
    assert run(["user", "list", *folder]) == 0
    assert "officer" in capsys.readouterr().out
    assert run(["user", "shut", "root", *folder]) == 2
    assert Accounts(tmp_path).check("สมชาย", PASSWORD, "", "x").role == "officer"
