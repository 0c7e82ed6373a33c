"""What single commands answer: values, exit codes, files, packs, classify."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import json
import sys
from pathlib import Path

import click
import pytest

from audit.cli import run
from audit.commands import common
from audit.commands.thai import Date, Number
from audit.errors import UserError
from reports import wording
from reports.model import (
    Coverage,
    ElementLine,
    GapLine,
    IndicatorLine,
    PackLine,
    Report,
    SiteLine,
    Totals,
)
from rules.reader import load_pack


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, list[str]]:
    seen = capsys.readouterr()
    return seen.out, seen.err.strip().splitlines()


# files ---------------------------------------------------------------------------------------


def test_a_full_disk_leaves_the_file_that_was_there(home, monkeypatch) -> None:
    common.write_file(home / "a.txt", b"before")

    def full(path: Path, body: bytes) -> int:
        with path.open("wb") as half:
            half.write(body[:1])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError, match="ดิสก์เต็ม"):
        common.write_file(home / "a.txt", b"after")
    assert [(one.name, one.read_bytes()) for one in home.iterdir()] == [("a.txt", b"before")]


@pytest.mark.parametrize(
    "flags", [["--passed", "--failed"], ["--inapplicable", "--revoke"], []], ids=str
)
def test_a_confirmation_has_one_outcome(home, capsys, flags) -> None:
    assert run(["confirm", "o2/deputies", *flags, "--why", "ดูแล้ว"]) == 2
    _, lines = said(capsys)
    assert len(lines) == 2
    assert all(flag in lines[0] for flag in flags)


# values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["2026-03-31", "2569-03-31", "31/03/2569", "31/3/2569", "31 มี.ค. 2569", "31 มีนาคม พ.ศ. 2569",
     "๓๑ มีนาคม ๒๕๖๙", " 2026-03-31 ", "“31/03/2569”", '"๓๑/๐๓/๒๕๖๙"'],
)  # fmt: skip
def test_dates_as_people_write_them(typed: str) -> None:
    assert Date().convert(typed, None, None) == dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    "typed", ["", "soon", "2026-13-01", "30/02/2569", "31 มีนาคม 2569 เย็น", "2569"]
)
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(click.BadParameter):
        Date().convert(typed, None, None)


@pytest.mark.parametrize("typed", ["inf", "nan", "1e999", "-0.5", "๐.๕ก"])
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(click.BadParameter):
        Number(0).convert(typed, None, None)


# exit codes and files ------------------------------------------------------------------------


def element(outcome: str, gap: str) -> ElementLine:
    line = GapLine(id=1, state=gap, since="2026-01-01") if outcome == "failed" else None
    return ElementLine(
        id="x/y", says="แสดง", outcome=outcome, reason="เหตุผล", fix="แก้", basis="sourced", gap=line
    )


def report_with(outcomes: str = "passed", *, ended: str = "complete", gap: str = "open") -> Report:
    """A report of one indicator whose elements have these outcomes."""
    words = outcomes.split()
    names = Totals.__dataclass_fields__
    indicator = IndicatorLine(
        code="o1", topic="x", families=("x",), title="ชื่อข้อ", group="หมวด", owner="กอง",
        state="ready", elements=tuple(element(word, gap) for word in words),
    )  # fmt: skip
    return Report(
        site=SiteLine(name="กรมตัวอย่าง", url="https://www.example.go.th/", kind="department"),
        pack=PackLine(
            id="oit-2569", title="t", fiscal_year=2569, status="draft", source="s", sha256="0" * 64
        ),
        audit_id=1, as_of="2026-05-15", days_left=None, engine="0", seal="", changes=(), limits=(),
        totals=Totals(**{name: words.count(name) for name in names}),
        indicators=(indicator,),
        coverage=Coverage(
            crawl_id=1, started_at="2026-05-15T00:00:00+00:00", ended=ended, pages=10, new=0,
            finished_at="2026-05-15T00:01:00+00:00", changed=0, gone=0, documents=10, unreadable=0,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcomes", "ended", "gap", "code"),
    [
        ("passed passed", "complete", "open", 0),
        ("passed cant_tell inapplicable", "complete", "open", 0),
        ("passed failed", "complete", "open", 1),
        ("failed untested", "complete", "open", 1),
        ("failed passed", "complete", "waived", 0),
        ("passed untested", "complete", "open", 3),
        ("passed", "limit", "open", 3),
        ("failed", "limit", "open", 1),
        ("failed", "error", "open", 3),
        ("passed", "cancelled", "open", 3),
    ],
)
def test_exit_codes(outcomes: str, ended: str, gap: str, code: int) -> None:
    assert common.exit_code(report_with(outcomes, ended=ended, gap=gap)) == code


def test_a_site_that_cannot_be_reached_is_told_with_a_way_out(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "http://127.0.0.1:9", "--delay", "0", "--quiet"]) == 3
    out, lines = said(capsys)
    assert "พร้อม 0" in out
    assert any(wording.problem("refused").what in line for line in lines)
    assert any(wording.problem("refused").todo in line for line in lines)
    assert len(list((home / "127.0.0.1-9/report").iterdir())) == 4


def test_all_formats_are_written(tmp_path: Path) -> None:
    files = common.write_reports(report_with(), tmp_path / "new/report")
    assert [file.name for file in files] == [
        "report.html", "report.xlsx", "report.json", "report.csv",
    ]  # fmt: skip
    assert all(file.stat().st_size > 100 for file in files)


def test_a_report_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="เขียนรายงาน"):
        common.write_reports(report_with(), tmp_path / "file/report")


# packs and classify --------------------------------------------------------------------------


def test_packs_can_be_listed_shown_and_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack", "list"]) == 0
    assert "oit-2569-ovec" in said(capsys)[0]
    assert run(["pack", "show", "oit-2568"]) == 0
    assert "oit-2568:" in said(capsys)[0], "a pack's name where the code goes"
    assert run(["pack", "show", "O6"]) == 0
    assert "O6" in said(capsys)[0]
    assert run(["pack", "diff", "oit-2569", "oit-2569"]) == 0
    assert "เหมือนกัน" in said(capsys)[0]
    assert run(["pack", "diff", "oit-2569", "oit-2569-ovec"]) == 0
    assert "ตัดออก" in said(capsys)[0]
    assert run(["pack", "schema"]) == 0
    assert json.loads(said(capsys)[0])["$defs"]


def test_packs_and_cases_can_be_tested(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack", "test", str(load_pack("oit-2569").path)]) == 0
    cases = (
        "pack: oit-2569\nindicator: o2\nas_of: 2026-02-01\n"
        "cases:\n- name: ว่าง\n  expect: {{{}: {}}}\n"
    )
    element = load_pack("oit-2569").pack.indicators[1].elements[0].id
    (home / "a.yml").write_text(cases.format(element, "passed"), encoding="utf-8")
    capsys.readouterr()
    assert run(["pack", "test", "a.yml"]) == 1
    assert element in said(capsys)[0]
    (home / "a.yml").write_text(cases.format("nothing", "passed"), encoding="utf-8")
    assert run(["pack", "test", "a.yml"]) == 2
    assert run(["pack", "test", "absent.yml"]) == 2


def classify(lines: str | bytes, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    data = lines.encode() if isinstance(lines, str) else lines
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return run(["classify", "--pack", "oit-2569", *options])


def test_classify_answers_every_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = '{"id": "a", "label": "แผนการจัดซื้อจัดจ้าง"}\n\n{"id": 2, "label": "xyz"}\n'
    assert classify(lines, monkeypatch) == 0
    first, second = (json.loads(line) for line in said(capsys)[0].splitlines())
    assert first["id"] == "a"
    assert {"topic", "families", "code", "via", "strength"} <= set(first["topics"][0])
    assert first["decided"] == first["topics"][0]["topic"]
    assert second == {"id": 2, "decided": None, "topics": []}


def test_a_table_comes_back_with_its_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = 'label,หมายเหตุ\nข้อมูลผู้บริหาร,ก\nคู่มืองานทะเบียน,"ข, ค"\nข่าวจัดซื้อ,\n'
    assert classify(table, monkeypatch, "--csv") == 0
    sure, open_, unasked = csv.DictReader(io.StringIO(said(capsys)[0]))
    assert sure["ข้อที่ชี้ขาด"] == sure["ข้อที่เป็นไปได้ 1"] == "O2 ข้อมูลผู้บริหาร"
    assert (open_["หมายเหตุ"], open_["ข้อที่ชี้ขาด"]) == ("ข, ค", "")
    assert open_["ข้อที่เป็นไปได้ 1"].startswith("O8 ")
    assert unasked["ข้อที่เป็นไปได้ 1"].startswith("(ชุดเกณฑ์นี้ไม่ถาม)")


def test_a_table_without_a_column_of_texts_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classify("ชื่อ,ลิงก์\nก,ข\n", monkeypatch, "--csv") == 2
    assert "ไม่พบคอลัมน์" in str(said(capsys))


@pytest.mark.parametrize("broken", [b"not json", b"[1]", b'{"id": "\xff"', b"{"])
def test_a_broken_line_gets_an_answer_and_code_2(
    broken: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classify(broken + b'\n{"id": 1, "label": "x"}\n', monkeypatch) == 2
    first, second = (json.loads(line) for line in said(capsys)[0].splitlines())
    assert first["id"] is None
    assert first["error"]
    assert second["id"] == 1
