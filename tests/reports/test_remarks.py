"""Remarks and personal data in every format: shown where they belong, and harmless."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest
from sample_report import HOSTILE, SITE, quote, report

from reports import render, view
from reports.as_text import summary
from reports.model import PrivacyLine, RemarkLine, Report
from reports.wording import PERSONAL

TEXT = "ไฟล์เดียวกันถูกใช้กับหลายข้อ โปรดตรวจว่าแนบถูกไฟล์"


def noted(remark: str = TEXT, masked: str = "เลขบัตร X-XXXX-XXXXX-XX-X") -> Report:
    line = RemarkLine(
        sort="same_file", text=remark, codes=("o1", "o6"), urls=(f"{SITE}/files/a.pdf",),
        quotes=(quote("/files/a.pdf", "หน้า 1", remark),),
    )  # fmt: skip
    found = PrivacyLine(sort="citizen_id", url=f"{SITE}/files/b.pdf", where="หน้า 3", quote=masked)
    return replace(report(), remarks=(line,), privacy=(found,))


def test_a_remark_stands_under_each_of_its_indicators() -> None:
    page = render(noted(), "html").decode()
    assert page.count(f"<b>ไฟล์เดียวใช้หลายข้อ</b> {TEXT}") == 2
    assert [line.text for line in view.remarks_on(noted(), "o6")] == [TEXT]
    assert view.remarks_on(noted(), "o2") == ()


def test_personal_data_has_a_part_of_its_own_with_its_place() -> None:
    page = render(noted(), "html").decode()
    part = page[page.index('id="privacy"') :]
    assert PERSONAL in part
    assert "เลขประจำตัวประชาชน" in part
    assert f"{SITE}/files/b.pdf" in part
    assert "หน้า 3 “<bdi>เลขบัตร X-XXXX-XXXXX-XX-X</bdi>”" in part


def test_the_workbook_lists_both() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(noted(), "xlsx")))
    rows = [row for row in book["ข้อสังเกต"].values if row[0] != "เรื่อง"]
    assert [row[0] for row in rows] == ["ไฟล์เดียวใช้หลายข้อ", "เลขประจำตัวประชาชน"]
    assert rows[0][1] == "O1 O6"
    assert rows[1][4] == "หน้า 3"


def test_json_holds_both() -> None:
    data = json.loads(render(noted(), "json"))
    assert data["remarks"][0]["codes"] == ["o1", "o6"]
    assert data["privacy"][0]["where"] == "หน้า 3"


def test_the_terminal_counts_them() -> None:
    assert "ข้อสังเกตที่ควรตรวจ 1 เรื่อง" in summary(noted())
    assert f"{PERSONAL} 1 แห่ง" in summary(noted())


def test_without_any_nothing_is_said() -> None:
    page = render(report(), "html").decode()
    assert 'id="privacy"' not in page
    assert "ข้อสังเกตที่ควรตรวจ" not in page + summary(report())
    book = openpyxl.load_workbook(io.BytesIO(render(report(), "xlsx")))
    assert "ข้อสังเกต" not in book.sheetnames


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_do_nothing(text: str) -> None:
    page = render(noted(text, text), "html").decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    book = openpyxl.load_workbook(io.BytesIO(render(noted(text, text), "xlsx")))
    assert all(cell.data_type != "f" for row in book["ข้อสังเกต"] for cell in row)
    render(noted(text, text), "json").decode()
