"""The two functions every caller uses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_report import report

import reports


def test_formats():
    assert list(reports.FORMATS) == ["html", "xlsx", "json", "csv"]
    for format in reports.FORMATS:
        assert reports.render(report(hostile=True), format)
    with pytest.raises(KeyError):
        reports.render(report(), "pdf")


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
