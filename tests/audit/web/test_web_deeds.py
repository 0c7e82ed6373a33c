"""What people do: decided once, written down, undone by time, and never lost between two."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import threading
import time

import pytest
from visitors import NAME, PASSWORD, client_of, signed_in, token

from audit import gaps, run
from audit.errors import BusyError
from audit.store import Store
from audit.web.jobs import Job, Jobs

GAPS = f"/s/{NAME}/gaps"


def post(client, path, **form):
    return client.post(path, data=form | {"token": token(client, f"/s/{NAME}")})


def gap(office, day=None):
    with Store(office.site(NAME).paths) as store:
        return gaps.get(store, 1, day or office.today())


def test_assigned_with_a_thai_day_seen_in_filters_and_log(client, office):
    done = post(client, GAPS, gap="1", do="assign", who="สมชาย", due="20/05/2569")
    assert done.status_code == 303
    assert (gap(office).assignee, gap(office).due_on) == ("สมชาย", "2026-05-20")
    for query, shown in (("assignee=สมชาย", True), ("assignee=x", False), ("due=soon", True),
                         ("due=late", False), ("state=assigned", True), ("state=waived", False),
                         ("page_at=chiefs", True), ("page_at=zzz", False)):  # fmt: skip
        assert ('value="1"> #1' in client.get(f"{GAPS}?{query}").text) == shown, query
    assert "สมชาย" in client.get("/log").text
    assert office.accounts.deeds()[0].what == "assign"


def test_a_waiver_needs_a_reason_and_a_day_and_ends_by_itself(client, office):
    for wrong in ({"why": ""}, {"until": ""}, {"until": "2026-01-01"}, {"until": "พรุ่งนี้"}):
        form = {"gap": "1", "do": "waive", "until": "2026-05-31", "why": "รอประกาศ"} | wrong
        assert post(client, GAPS, **form).status_code == 400
        assert gap(office).state == "open"
    post(client, GAPS, gap="1", do="waive", until="2026-05-31", why="รอประกาศ")
    assert gap(office).state == "waived"
    office.as_of = dt.date(2026, 5, 31)
    assert "ผ่อนผันถึง 31 พ.ค. 69" in client.get(f"{GAPS}/1").text
    office.as_of = dt.date(2026, 6, 1)
    assert "ผ่อนผันถึง" not in client.get(f"{GAPS}").text
    assert gap(office).state == "open"


def test_bulk_is_all_or_nothing(client, office):
    with Store(office.site(NAME).paths) as store:
        before = len(store.note_rows(1))
    assert post(client, GAPS, gap=["1", "99"], do="comment", words="x").status_code == 400
    assert post(client, GAPS, gap="1", do="nothing").status_code == 400
    assert post(client, GAPS, do="comment", words="x").status_code == 400
    with Store(office.site(NAME).paths) as store:
        assert len(store.note_rows(1)) == before


def test_a_question_is_decided_and_taken_back(client, office):
    page = client.get(f"/s/{NAME}/review").text
    assert 'value="org-structure/law"' in page
    path = f"/s/{NAME}/decide"
    for wrong in ({"why": " "}, {"outcome": "untested"}, {"element": "no/such"}):
        form = {"element": "org-structure/law", "outcome": "passed", "why": "ดูแล้ว"} | wrong
        assert post(client, path, **form).status_code == 400
    back = f"/s/{NAME}/review?at=0"
    done = post(client, path, element="org-structure/law", outcome="passed", why="ดูแล้ว", back=back)
    assert done.headers["location"].startswith(back)
    assert 'value="org-structure/law"' not in client.get(f"/s/{NAME}/review").text
    assert "เจ้าหน้าที่ยืนยัน: ดูแล้ว" in client.get(f"/s/{NAME}/o/o1").text
    away = post(client, path, element="org-structure/law", outcome="passed", why="x", back="//evil")
    assert away.headers["location"].startswith(f"/s/{NAME}?")


@pytest.mark.parametrize("path", [f"/s/{NAME}/stop", "/sign-out"])
def test_a_button_without_its_form_does_nothing(client, path):
    assert client.post(path, data={}).status_code == 400
    assert client.post(path, data={"token": "of another page"}).status_code == 400


def test_a_decision_during_a_check_is_kept_for_the_next_audit(client, office, monkeypatch):
    going = Job(site=NAME, do="check", target="", who="x", at="", state="running")
    monkeypatch.setitem(office.jobs._jobs, NAME, going)
    done = post(
        client, f"/s/{NAME}/decide", element="org-structure/law", outcome="passed", why="ดูแล้ว"
    )
    assert "decided_later" in done.headers["location"]
    assert post(client, f"/s/{NAME}/check").status_code == 400
    result = run.audit_site(office.site(NAME), as_of=office.today())
    word = {f.element: f.outcome.word for f in result.findings}
    assert word["org-structure/law"] == "passed"


def test_two_at_once_lose_nothing(office):
    clients = [signed_in(office, "officer"), signed_in(office, "admin")]
    forms = [{"token": token(c, f"/s/{NAME}"), "gap": "1", "do": "comment"} for c in clients]
    answers: list[int] = []

    def write(client, form, who):
        for number in range(5):
            answers.append(client.post(GAPS, data=form | {"words": f"{who}-{number}"}).status_code)

    pairs = enumerate(zip(clients, forms, strict=True))
    threads = [threading.Thread(target=write, args=(c, f, n)) for n, (c, f) in pairs]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert answers == [303] * 10
    with Store(office.site(NAME).paths) as store:
        words = [row["text"] for row in store.note_rows(1) if row["what"] == "comment"]
        whose = {row["who"] for row in store.note_rows(1) if row["what"] == "comment"}
    assert sorted(words) == sorted(f"{who}-{number}" for who in (0, 1) for number in range(5))
    assert whose == {"officer", "admin"}


def test_what_is_shown_is_new_after_every_change(client, office):
    first = client.get(f"{GAPS}/1").text
    post(client, GAPS, gap="1", do="comment", words="ความเห็นใหม่")
    assert "ความเห็นใหม่" not in first
    assert "ความเห็นใหม่" in client.get(f"{GAPS}/1").text


@pytest.mark.parametrize(
    "wrong",
    [{"url": "ftp://x.example"}, {"pack": "../../etc/passwd"}, {"kind": "x"}, {"pages": "-1"}],
)
def test_a_check_of_nonsense_makes_no_folder(client, office, wrong):
    before = sorted(office.folder.iterdir())
    form = {"url": "https://new.example/", "kind": "", "pack": ""} | wrong
    answer = post(client, "/check", **form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert sorted(office.folder.iterdir()) == before


def test_a_check_makes_a_folder_named_by_the_host(client, office):
    answer = post(client, "/check", url="https://www.new.example/", kind="college", delay="0.5")
    assert answer.headers["location"] == "/s/new.example"
    assert office.site("new.example").config.pack == "oit-2569-ovec"
    assert client.get("/s/new.example").status_code == 200


@pytest.mark.parametrize(("asked", "fresh"), [("check", False), ("fresh", True)])
def test_all_pages_can_be_asked_for_anew(client, office, asked, fresh):
    post(client, f"/s/{NAME}/check", do=asked)
    assert wait(office.jobs, NAME).result["order"]["fresh"] is fresh


def test_the_form_of_a_new_check_offers_to_ask_for_all(client, office):
    assert 'name="fresh"' in client.get("/").text
    post(client, "/check", url="https://new.example/", fresh="yes")
    assert wait(office.jobs, "new.example").result["order"]["fresh"] is True


# jobs ----------------------------------------------------------------------------------------


def wait(jobs: Jobs, site: str) -> Job:
    until = time.monotonic() + 60
    while jobs.going(site) and time.monotonic() < until:
        time.sleep(0.02)
    job = jobs.of(site)
    assert job is not None
    return job


def test_a_job_tells_why_it_failed(tmp_path):
    jobs = Jobs()
    jobs.start("x", tmp_path, "check", who="a")
    with pytest.raises(BusyError):
        jobs.start("x", tmp_path, "check", who="b")
    job = wait(jobs, "x")
    jobs.close()
    assert job.state == "failed"
    assert "site.yml" in job.error[0]


def test_a_job_that_dies_is_told_and_can_be_begun_again(tmp_path, monkeypatch):
    jobs, popen = Jobs(), subprocess.Popen

    def dying(_, **options):
        line = json.dumps({"event": "Stage", "values": {"name": "crawl"}})
        return popen(
            [sys.executable, "-c", f"print({line!r}, flush=True); import os; os._exit(9)"],
            **options,
        )

    monkeypatch.setattr("audit.web.jobs.subprocess.Popen", dying)
    for _ in range(2):
        jobs.start("x", tmp_path, "check", who="a")
        job = wait(jobs, "x")
        assert (job.state, job.progress.stage) == ("failed", "crawl")
        assert job.error
    jobs.close()


def test_progress_is_shown_without_scripts_and_can_be_stopped(client, office, monkeypatch):
    going = Job(site=NAME, do="check", target="", who="x", at="", state="running")
    going.progress.passed, going.progress.elements = 1, 4
    going.progress.proven = (("o1", 1, 2), ("o2", 0, 2))
    going.progress.url = "http://x/<script>"
    monkeypatch.setitem(office.jobs._jobs, NAME, going)
    page = client.get(f"/s/{NAME}").text
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'hx-get="/s/agency/progress"' in page
    assert "O1 1/2" in page
    assert "&lt;script&gt;" in page
    assert "hx-refresh" not in client.get(f"/s/{NAME}/progress").headers
    assert post(client, f"/s/{NAME}/stop").status_code == 303
    assert going.stopping
    going.state = "done"
    assert client.get(f"/s/{NAME}/progress").headers["hx-refresh"] == "true"


def test_no_password_is_ever_in_a_page(office):
    client = client_of(office)
    form = {"do": "add", "name": "root", "role": "admin", "password": PASSWORD}
    assert post(client, "/people", **form).status_code == 303
    assert client.get("/people").status_code == 303, "from now on everybody signs in"
    assert not any(PASSWORD in deed.text for deed in office.accounts.deeds())
