"""Due sites and runs over real servers on this machine; messages by webhook and e-mail."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from filelock import FileLock
from world import PACK, STORY, good_site, html

from audit import clock, due
from audit.cli import run
from audit.errors import UserError
from audit.site import Site
from audit.watch.send import post
from tests import servers

SILENT = servers.Page(body="", status=404)


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A chat's webhook: the messages it got."""
    got: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/", got
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mailbox() -> Iterator[tuple[str, list[str]]]:
    """An SMTP server of a few words: the letters it got."""
    got: list[str] = []
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                talk, _ = door.accept()
            except OSError:
                return
            with talk, talk.makefile("rwb", buffering=0) as line:
                line.write(b"220 sink\r\n")
                while word := line.readline():
                    if word.upper().startswith(b"DATA"):
                        line.write(b"354 go on\r\n")
                        letter = b"".join(iter(line.readline, b".\r\n"))
                        got.append(letter.decode())
                    line.write(
                        b"221 bye\r\n" if word.upper().startswith(b"QUIT") else b"250 ok\r\n"
                    )

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"mailto://127.0.0.1:{door.getsockname()[1]}?from=oit@a.go.th&to=web@a.go.th", got
    finally:
        door.close()


@pytest.fixture
def server() -> Iterator[servers.Site]:
    pages = {f"/{path}": str(page) for path, page in good_site().items()}
    with servers.serve(pages | {"/robots.txt": SILENT}) as site:
        yield site


def agency(folder: Path, url: str, more: str = "") -> Site:
    folder.mkdir(parents=True)
    (folder / "pack.yml").write_text(PACK, encoding="utf-8")
    Site.create(folder, url, pack="pack.yml", name=f"กรม{folder.name}")
    file = folder / "site.yml"
    text = file.read_text(encoding="utf-8").replace("  delay: 1", "  delay: 0")
    file.write_text(text + more, encoding="utf-8")
    return Site.open(folder)


# runs ---------------------------------------------------------------------------------------------


def reasons(root: Path, **later: float) -> dict[str, list[str]]:
    now = dt.datetime.now(dt.UTC) + dt.timedelta(**later)
    return {one.folder.name: [r.what for r in one.reasons] for one in due.due_sites(root, now)}


def test_sites_are_due_checked_and_not_due_any_more(tmp_path, server, capsys) -> None:
    agency(tmp_path / "a", server.url, 'schedule: {every: day, at: "00:00"}\n')
    agency(tmp_path / "b", server.url)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "site.yml").write_text("nmae: x\n", encoding="utf-8")
    assert reasons(tmp_path) == {"a": ["check"], "b": [], "c": []}
    assert run(["due", str(tmp_path)]) == 2
    shown = capsys.readouterr().out
    assert "ยังไม่เคยตรวจ" in shown
    assert "ยังไม่ถึงกำหนด" in shown
    assert "nmae" in shown
    assert run(["due", str(tmp_path), "--run", "--quiet"]) == 2  # c is broken; a was checked
    assert "nmae" in capsys.readouterr().err
    assert (tmp_path / "a" / "report" / "report.html").exists()
    assert reasons(tmp_path)["a"] == []
    assert reasons(tmp_path, days=1)["a"] == ["check"]


def test_a_site_that_cannot_be_reached_is_tried_again_within_the_hour(tmp_path, server) -> None:
    server.routes.clear()
    server.routes["/*"] = servers.Page(status=503)
    agency(tmp_path / "a", server.url, 'schedule: {every: day, at: "00:00"}\n')
    assert run(["due", str(tmp_path), "--run", "--quiet"]) == 3
    assert reasons(tmp_path) == {"a": []}
    assert reasons(tmp_path, minutes=61) == {"a": ["check"]}


def test_a_bug_in_one_site_does_not_stop_the_others(tmp_path, server, monkeypatch, capsys) -> None:
    daily = 'schedule: {every: day, at: "00:00"}\n'
    agency(tmp_path / "a", server.url, daily)
    agency(tmp_path / "b", server.url, daily)
    real = due.check_site

    def check(site: Site, *rest: object) -> object:
        if site.folder.name == "a":
            raise ZeroDivisionError
        return real(site, *rest)

    monkeypatch.setattr(due, "check_site", check)
    monkeypatch.delenv("OIT_DEBUG", raising=False)
    assert run(["due", str(tmp_path), "--run", "--quiet"]) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert "ZeroDivisionError" in (tmp_path / "due.log").read_text(encoding="utf-8")
    assert (tmp_path / "b" / "report" / "report.html").exists()


def test_two_runs_never_meet(tmp_path, server, capsys) -> None:
    agency(tmp_path / "a", server.url, 'schedule: {every: day, at: "00:00"}\n')
    with FileLock(tmp_path / due.LOCK):
        assert run(["due", str(tmp_path), "--run"]) == 2
    assert "กำลังตรวจตามกำหนด" in capsys.readouterr().err
    assert server.hits == []


def test_nothing_to_look_after(tmp_path, capsys) -> None:
    assert run(["due", str(tmp_path)]) == 2
    assert "ไม่พบ site.yml" in capsys.readouterr().err


def test_a_submitted_link_breaks_and_one_message_says_so(tmp_path, server, capsys) -> None:
    with webhook() as (hook, got), mailbox() as (mail, letters):
        more = (
            "schedule: {every: day, at: '00:00', second_look: 0}\n"
            f"declared: {{o2: ['{server.url}/chiefs']}}\n"
            "calendar: {submission: 2020-01-01, confirmation: 2100-01-01}\n"
            f"alerts: [{{name: แชต, send: '{hook}'}}, {{name: จดหมาย, send: '{mail}'}}]\n"
        )
        site = agency(tmp_path / "a", server.url, more)
        assert run(["due", str(tmp_path), "--run", "--quiet"]) == 0
        assert reasons(tmp_path, minutes=61)["a"] == ["links"]
        chiefs = server.routes.pop("/chiefs")
        assert run(["watch", "--site", str(site.folder), "--quiet"]) == 1
        assert got == []
        assert run(["due", str(tmp_path)]) == 0
        assert "ดูซ้ำก่อนแจ้งเตือน" in capsys.readouterr().out
        run(["due", str(tmp_path), "--run", "--quiet"])
        run(["due", str(tmp_path), "--run", "--quiet"])
        (message,) = got
        assert message["title"] == "OIT กรมa: ข้อ O2 ลิงก์ที่ส่ง ป.ป.ช. เปิดไม่พบ"
        assert f"{server.url}/chiefs" in message["message"]
        assert "เปิดได้ (200) “ทำเนียบผู้บริหาร”" in message["message"]
        assert "(404)" in message["message"]
        assert len(letters) == 1
        server.routes["/chiefs"] = chiefs
        for _ in range(2):
            run(["watch", "--site", str(site.folder), "--quiet"])
        assert [one["title"] for one in got[1:]] == ["OIT กรมa: ข้อ O2 ลิงก์ที่ส่ง ป.ป.ช. กลับมาเปิดได้แล้ว"]
        assert run(["alerts", "--site", str(site.folder)]) == 0
        assert "ส่งแล้ว" in capsys.readouterr().out


def test_a_declared_page_is_asked_only_whether_it_changed(tmp_path, server) -> None:
    asked: list[str | None] = []

    def plan(handler: servers.Handler) -> servers.Page:
        asked.append(handler.headers["If-None-Match"])
        status = 304 if asked[-1] else 200
        return servers.Page(body=html("แผน", STORY), status=status, headers={"ETag": '"1"'})

    server.routes["/plan"] = plan
    site = agency(tmp_path / "a", server.url, f"declared: {{o2: ['{server.url}/plan']}}\n")
    assert run(["watch", "--site", str(site.folder), "--quiet"]) == 0
    server.hits.clear()
    assert run(["watch", "--site", str(site.folder), "--quiet"]) == 0
    assert asked == [None, '"1"']
    assert set(server.hits) <= {"/plan", "/robots.txt"}


def test_a_trial_message(tmp_path, server, capsys) -> None:
    with webhook() as (hook, got), webhook(status=500) as (bad, _), mailbox() as (mail, letters):
        more = (
            f"alerts: [{{name: ดี, send: '{hook}'}}, {{name: เสีย, send: '{bad}'}},"
            f" {{name: จดหมาย, send: '{mail}'}}, {{name: ผิด, send: 'nothing'}}]\n"
        )
        site = agency(tmp_path / "a", server.url, more)
        assert run(["alerts", "--site", str(site.folder), "test"]) == 3
        said = capsys.readouterr().out
        assert "ดี: ส่งแล้ว" in said
        assert "เสีย: ปลายทางไม่รับข้อความ" in said
        assert "ผิด: ที่อยู่ของผู้รับไม่ถูกต้อง" in said
        assert "ทดลอง" in got[0]["title"]
        assert "web@a.go.th" in letters[0]
        assert run(["alerts", "test", "--site", str(site.folder), "--to", "ดี"]) == 0
        assert run(["alerts", "--site", str(site.folder), "test", "--to", "ไม่มี"]) == 2
        assert "ผู้รับที่มี: ดี" in capsys.readouterr().err


def test_a_plug_in_s_bug_costs_one_try(monkeypatch) -> None:
    def broken(*_: object, **__: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr("apprise.Apprise.notify", broken)
    assert "RuntimeError" in post("json://127.0.0.1:9/", "x", "y")


# beside a server ----------------------------------------------------------------------------------


def test_the_scheduler_runs_what_is_due_in_a_child(tmp_path, server) -> None:
    agency(tmp_path / "a", server.url, 'schedule: {every: day, at: "00:00"}\n')
    runner = clock.Runner(tmp_path)
    scheduler = clock.start_schedule(tmp_path, runner=runner, first=0)
    try:
        until = time.monotonic() + 120
        while runner.code is None and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        scheduler.shutdown()
    assert runner.code == 0
    assert (tmp_path / "a" / "report" / "report.html").exists()


def test_the_end_of_the_scheduler_ends_the_child(tmp_path) -> None:
    sleeper = (sys.executable, "-c", "print('up', flush=True); import time; time.sleep(600)")
    agency(tmp_path / "a", "http://127.0.0.1:9/")
    runner = clock.Runner(tmp_path, sleeper)
    scheduler = clock.start_schedule(tmp_path, runner=runner, first=0)
    until = time.monotonic() + 60
    while not runner.running and time.monotonic() < until:
        time.sleep(0.05)
    assert runner.running
    scheduler.shutdown()
    assert not runner.running
    assert runner.code == -signal.SIGTERM


def test_a_folder_without_sites_is_left_alone(tmp_path) -> None:
    runner = clock.Runner(tmp_path, (sys.executable, "-c", ""))
    scheduler = clock.start_schedule(tmp_path, runner=runner, first=0)
    time.sleep(0.5)
    scheduler.shutdown()
    assert runner.code is None


def test_the_scheduler_can_be_switched_off(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(clock.SWITCH, "off")
    scheduler = clock.start_schedule(tmp_path)
    assert scheduler.scheduler.get_jobs() == []
    scheduler.shutdown()


def test_a_schedule_that_stays_waits_for_the_first_site(tmp_path, monkeypatch) -> None:
    ran: list[int] = []
    monkeypatch.setattr(clock, "keep_running", lambda run, minutes: ran.append(run()))
    stays = ["--run", "--every", "15", "--quiet"]
    assert run(["due", str(tmp_path), *stays]) == 0
    assert ran == [0]
    assert run(["due", str(tmp_path / "typo"), *stays]) == 2
    assert run(["due", str(tmp_path), "--run"]) == 2


@pytest.mark.slow
def test_a_run_that_stays(tmp_path, server) -> None:
    agency(tmp_path / "a", server.url, 'schedule: {every: day, at: "00:00"}\n')
    code = "from audit.cli import main; main()"
    command = [sys.executable, "-c", code, "due", str(tmp_path), "--run", "--every", "600"]
    with subprocess.Popen(command, env=os.environ, stderr=subprocess.DEVNULL) as stays:
        report, until = tmp_path / "a" / "report" / "report.html", time.monotonic() + 120
        while not report.exists() and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(0.3)
        alive = stays.poll() is None
        stays.send_signal(signal.SIGINT)
        assert stays.wait(60) == 3
    assert alive
    assert report.exists()


def test_no_apprise_no_crash(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(UserError, match="apprise"):
        post("json://127.0.0.1:9/", "x", "y")
