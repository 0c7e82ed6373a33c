"""`oit demo` from end to end: build, serve, crawl, read, judge, report, compare, and once more."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from audit.cli import run
from audit.demo import truth
from audit.site import Site
from audit.store import Store


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after `oit demo`."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "--out", str(folder)]) == 0, "every element as its truth says"
    return folder


def findings(out: Path) -> list[dict[str, object]]:
    """Every finding of the newest audit but for what changes with time."""
    with Store(Site.open(out / "site").paths) as store:
        newest = "select max(audit_id) from finding"
        return list(
            store.db.query(
                "select topic, element, code, outcome, reason, quotes, basis from finding "
                f"where audit_id = ({newest}) order by topic, element"
            )
        )


def test_reports_of_every_format_are_written(out: Path) -> None:
    for name in ("report.html", "report.xlsx", "report.json", "report.csv"):
        assert (out / "report" / name).stat().st_size > 1000


def test_the_report_is_about_every_element_of_the_truth(out: Path) -> None:
    report = json.loads((out / "report/report.json").read_text("utf-8"))
    shown = {
        (one["code"], element["id"]) for one in report["indicators"] for element in one["elements"]
    }
    known = {(code, element) for code, elements in truth().items() for element in elements}
    assert known <= shown
    assert report["limits"], "every report states its limits"


def test_nothing_passes_that_is_known_to_be_wrong(out: Path) -> None:
    known = {element: one for elements in truth().values() for element, one in elements.items()}
    false = [
        f"{row['element']}: {known[str(row['element'])].why}"
        for row in findings(out)
        if row["outcome"] == "passed"
        and known.get(str(row["element"]))
        and known[str(row["element"])].outcome in {"failed", "untested", "cant_tell"}
    ]
    assert not false


def test_the_same_bytes_give_the_same_findings(out: Path) -> None:
    first = findings(out)
    assert run(["audit", "--site", str(out / "site"), "--as-of", "15/05/2569", "--quiet"]) == 1
    assert findings(out) == first


def test_afterwards_the_changes_are_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["demo", "--out", str(out), "--after"]) == 0, "every element as its truth says"
    said = capsys.readouterr().out
    assert re.search(r"เทียบกับครั้งก่อน: แก้แล้ว [1-9]", said)
    assert re.search(r"ตรงกับเฉลย \d+ จาก \d+", said)


def test_a_folder_that_is_not_the_demonstrations_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mine.txt").write_text("x")
    assert run(["demo", "--out", str(tmp_path)]) == 2
    assert "--out" in capsys.readouterr().err
    assert (tmp_path / "site/mine.txt").exists()
