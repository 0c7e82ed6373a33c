"""What a person types and what comes back: Thai, exit codes, nothing done on a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.cli import run
from audit.commands import check
from audit.site import Site
from crawler import StoreError
from crawler.errors import KINDS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, list[str]]:
    seen = capsys.readouterr()
    return seen.out, seen.err.strip().splitlines()


# help and wrong commands ---------------------------------------------------------------------


def test_help_is_thai_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out, _ = said(capsys)
    assert "วิธีใช้:" in out and "ตัวเลือก:" in out and "คำสั่ง:" in out
    assert not {"Usage", "Options", "Commands", "Show this"} & set(out.replace(":", " ").split())


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "oit check" in said(capsys)[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["chek"], "chek"),
        (["chek"], "check"),  # the nearest command
        (["check", "--pges", "3"], "--pages"),
        (["check", "--pages", "many"], "จำนวนเต็ม"),
        (["check", "--pages", "0"], "1 ขึ้นไป"),
        (["check", "--delay", "-1"], "0 ขึ้นไป"),
        (["check", "--delay", "nan"], "ตัวเลข"),
        (["check", "--as-of", "31/02/2569"], "31/03/2569"),
        (["check", "--kind", "ministry"], "department"),
        (["check", "a.example", "b.example"], "เกิน"),
        (["check", "--site"], "--site"),
        (["explain"], "CODE"),
        (["assign", "twelve", "สมชาย"], "จำนวนเต็ม"),
        (["waive", "12", "--why", "รอ"], "--until"),
        (["pack", "nothing"], "nothing"),
    ],
)
def test_a_wrong_command_is_told_in_two_thai_lines(
    typed: list[str], told: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 2
    out, lines = said(capsys)
    assert not out
    assert len(lines) == 2
    assert told in "\n".join(lines)
    assert "--help" in lines[1]
    assert not list(home.iterdir()), "a mistake must leave nothing behind"


# folders, packs, addresses -------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        ["check"], ["crawl"], ["audit"], ["report"], ["explain", "o6"], ["gaps"], ["recheck", "o6"],
        ["assign", "1", "สมชาย"], ["waive", "1", "--until", "31/03/2569", "--why", "รอ"],
        ["confirm", "o2/deputies", "--passed", "--why", "ครบ"],
    ],
    ids=lambda typed: typed[0],
)  # fmt: skip
def test_a_folder_that_is_no_site(
    typed: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 2
    _, lines = said(capsys)
    assert "site.yml" in lines[0]
    assert "oit new" in lines[1]


@pytest.mark.parametrize(
    "url", ["ftp://example.go.th", "not an address", "http://", "https://[::1"]
)
def test_what_is_no_address(url: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", url]) == 2
    assert "ไม่ใช่ที่อยู่เว็บไซต์" in said(capsys)[1][0]
    assert not list(home.iterdir())


def test_a_file_is_no_address(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "report.html").write_text("x", encoding="utf-8")
    assert run(["check", "report.html"]) == 2
    assert "เป็นไฟล์ในเครื่องนี้" in said(capsys)[1][0]
    assert len(list(home.iterdir())) == 1


def test_a_waiver_does_not_end_in_the_past(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Site.create(home, "https://www.example.go.th")
    assert run(["waive", "1", "--until", "31/03/2560", "--why", "รอ"]) == 2
    assert "ผ่านไปแล้ว" in said(capsys)[1][0]


def test_gaps_before_any_check_are_not_called_none(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Site.create(home, "https://www.example.go.th")
    assert run(["gaps"]) == 2
    assert "ยังไม่เคยตรวจ" in said(capsys)[1][0]


@pytest.mark.parametrize("command", ["check", "new"])
def test_an_unknown_pack_makes_no_folder(
    command: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "https://www.example.go.th", "--pack", "oit-2596"]) == 2
    assert "oit-2569" in "\n".join(said(capsys)[1])
    assert not list(home.iterdir())


def test_a_broken_pack_is_told_by_line_and_column(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "my.yml").write_text("format: 1\npack: my\nframwork: OIT\n", encoding="utf-8")
    assert run(["pack", "show", "--pack", "my.yml"]) == 2
    assert "my.yml:3:1:" in "\n".join(said(capsys)[1])


def test_a_broken_site_file_is_told_by_line_and_column(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "https://www.example.go.th", "--site", "a"]) == 0
    (home / "a/site.yml").write_text("name: ก\nurl: https://a.go.th\nkinds: local\n", "utf-8")
    assert run(["check", "--site", "a"]) == 2
    assert "site.yml:3:1:" in "\n".join(said(capsys)[1])


def test_new_makes_a_folder_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["new", "https://www.example.go.th", "--kind", "college", "--name", "วิทยาลัยตัวอย่าง"]
    assert run(typed) == 0
    site = Site.open(home / "example.go.th")
    assert (site.config.kind, site.config.pack) == ("college", "oit-2569-ovec")
    assert site.config.name == "วิทยาลัยตัวอย่าง"
    assert run(typed) == 2
    assert "--site" in "\n".join(said(capsys)[1])


def test_a_folder_of_another_site_is_not_mixed_up(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "https://a.example.go.th", "--site", "a"]) == 0
    assert run(["check", "https://b.example.go.th", "--site", "a"]) == 2
    assert "a.example.go.th" in said(capsys)[1][0]


def test_a_second_check_waits_its_turn(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "http://127.0.0.1:9", "--site", "a"]) == 0
    with Site.open(home / "a").lock():
        assert run(["check", "--site", "a", "--quiet"]) == 2
    assert "กำลังตรวจ" in said(capsys)[1][0]


# trouble inside ------------------------------------------------------------------------------


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(check, "check_site", broken)


@pytest.fixture
def site(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["new", "https://www.example.go.th", "--site", "a"]) == 0
    capsys.readouterr()
    return home / "a"


def test_an_unknown_report_format(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "--site", "a", "--to", "html,docx"]) == 2
    _, lines = said(capsys)
    assert "docx" in lines[0]
    assert "xlsx" in lines[1]


def test_a_bug_is_a_sentence_and_a_log(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(site))
    fail_with(monkeypatch, ZeroDivisionError("x"))
    assert run(["check", "--site", "a"]) == 2
    out, lines = said(capsys)
    assert "Traceback" not in out + "".join(lines)
    assert len(lines) == 2
    log = next(site.glob("oit-*.log"))
    assert str(log) in lines[1]
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_a_bug_is_shown_when_asked_for(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIT_DEBUG", "1")
    fail_with(monkeypatch, ZeroDivisionError("x"))
    with pytest.raises(ZeroDivisionError):
        run(["check", "--site", "a"])


def test_ctrl_c_says_that_nothing_is_lost(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    assert run(["check", "--site", "a"]) == 3
    assert "ไม่หาย" in "\n".join(said(capsys)[1])


@pytest.mark.parametrize("kind", KINDS)
def test_trouble_with_the_folder_has_a_way_out(
    kind: str, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(monkeypatch, StoreError(kind, site))
    assert run(["check", "--site", "a"]) == 2
    assert len(said(capsys)[1]) == 2
