"""What the terminal shows, and what it never lets through."""

from __future__ import annotations

from functools import partial

import pytest
from rich.console import Console

from audit.console import progress, say, table
from audit.events import CrawlProgress, FindingSeen, ReadProgress, Stage, Waiting
from audit.progress import Progress

CRAWL = CrawlProgress(pages=1204, queued=87, problems=3, read=1101, url="https://a.go.th/x")


def line_of(*events: object) -> str:
    state = Progress()
    for event in events:
        state.take(event)  # type: ignore[arg-type]  # events of every sort
    return state.line()


def test_the_crawl_in_one_line() -> None:
    seen = FindingSeen(passed=34, elements=90, documents=1000)
    line = line_of(Stage(name="crawl"), CRAWL, seen)
    for part in ("เก็บหน้าเว็บ", "1,204 หน้า", "รออีก 87", "อ่านแล้ว 1,101", "เข้าไม่ได้ 3", "34 จาก 90"):
        assert part in line


def test_trouble_is_not_mentioned_when_there_is_none() -> None:
    assert "เข้าไม่ได้" not in line_of(
        Stage(name="crawl"), CrawlProgress(pages=1, queued=0, problems=0, read=0)
    )


def test_reading_and_judging_in_one_line() -> None:
    assert "เหลือ 5" in line_of(Stage(name="read"), ReadProgress(read=7, left=5))
    assert line_of(Stage(name="judge"), CRAWL) == "ตรวจตามเกณฑ์"


def test_no_count_of_proofs_while_there_is_none_and_while_it_is_stale() -> None:
    nothing = FindingSeen(passed=0, elements=90, documents=1)
    assert "จาก 90" not in line_of(Stage(name="crawl"), CRAWL, nothing)
    some = FindingSeen(passed=5, elements=90, documents=1)
    assert "จาก 90" not in line_of(Stage(name="crawl"), some, Stage(name="judge"))
    assert "5 จาก 90" in line_of(Stage(name="judge"), some, Stage(name="save"))


def test_plain_lines_are_few(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=False) as on_event:
        on_event(Stage(name="crawl"))
        for _ in range(500):
            on_event(CRAWL)
        on_event(Stage(name="judge"))
    seen = capsys.readouterr()
    assert not seen.out, "progress is not part of the answer"
    assert 2 <= len(seen.err.splitlines()) <= 3


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=True) as on_event:
        on_event(Stage(name="crawl"))
        on_event(CRAWL)
    assert capsys.readouterr() == ("", "")


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "ก\x1b[31m\x1b]0;x\x07ข\u202e\r"
    say(hostile)
    table(("หัว",), [(hostile,)])
    seen = capsys.readouterr().out
    assert not set("\x1b\x07\u202e\r") & set(seen)


def test_text_of_a_site_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    table(("หัว",), [("[red]แดง[/red] [link=x]y",)])
    assert "[red]แดง[/red] [link=x]y" in capsys.readouterr().out


def test_a_table_is_a_list_where_the_terminal_is_narrow(capsys, monkeypatch) -> None:
    narrow = partial(Console, force_terminal=True, width=40)
    monkeypatch.setattr("audit.console.Console", narrow)
    table(("#", "ข้อ", "ผู้แก้"), [("1", "o2", "-"), ("2", "o6", "สมชาย")])
    assert capsys.readouterr().out == "#: 1\nข้อ: o2\n\n#: 2\nข้อ: o6\nผู้แก้: สมชาย\n"


def test_whoever_waits_is_told_at_once_for_what_and_how_to_stop(capsys) -> None:
    with progress(quiet=False) as on_event:
        on_event(Stage(name="crawl"))
        on_event(Waiting(why="busy_host"))
        said = capsys.readouterr().err
        assert "จากโฟลเดอร์อื่นในเครื่องนี้" in said and "Ctrl-C" in said
        on_event(Stage(name="read"))
    assert "รออยู่" not in capsys.readouterr().err
