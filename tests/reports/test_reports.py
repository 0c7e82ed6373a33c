"""The two functions every caller uses."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sample_report import report

import reports


def test_formats():
    assert set(reports.USUAL) < set(reports.FORMATS)
    for one in reports.FORMATS.values():
        assert re.search("[ก-๙]|SARIF|JUnit", one.title) and "/" in one.media
    files = [one.file for one in reports.FORMATS.values()]
    assert len(set(files)) == len(files), "one folder can hold them all"
    with pytest.raises(KeyError):
        reports.render(report(), "fax")


@pytest.mark.parametrize("format", reports.FORMATS)
def test_equal_reports_make_equal_files(format):
    assert reports.render(report(), format) == reports.render(report(), format)


def test_the_name_tells_papers_apart():
    assert reports.filename(report(), "memo").endswith("-2026-05-15-memo.docx")
    assert reports.filename(report(), "pdf").endswith("-2026-05-15.pdf")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.go.th/x", "oit-2569-www.example.go.th-2026-05-15.html"),
        ("http://127.0.0.1:8000", "oit-2569-127.0.0.1-2026-05-15.html"),
        ("https://ตัวอย่าง.ไทย/", "oit-2569-_._-2026-05-15.html"),
        ("https://[bad", "oit-2569-site-2026-05-15.html"),
        ("", "oit-2569-site-2026-05-15.html"),
        ("https://../../etc", "oit-2569-..-2026-05-15.html"),
    ],
)
def test_filenames_are_safe_everywhere(url, name):
    made = replace(report(), site=replace(report().site, url=url))
    assert reports.filename(made, "html") == name
    assert "/" not in name and "\\" not in name
