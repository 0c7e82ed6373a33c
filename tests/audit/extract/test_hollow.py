"""A table with columns and nothing in them, as the readers hand it to the rules."""

from __future__ import annotations

import pytest

from audit.extract import extract
from rules.doubts import doubt_about
from rules.reader import load_pack

HEAD = "<tr><th>เหตุการณ์ความเสี่ยง</th><th>ระดับความเสี่ยง</th><th>มาตรการจัดการ</th></tr>"
BLANK = "<tr><td>&nbsp;</td><td></td><td> </td></tr>"
FILLED = "<tr><td>เรียกรับสินบน</td><td>สูง</td><td>หมุนเวียนกรรมการ</td></tr>"
TITLE = "<h2>การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2569</h2>"


@pytest.mark.parametrize(
    ("rows", "hollow"),
    [
        (HEAD, True),
        (HEAD + BLANK, True),
        (HEAD + BLANK * 3, True),
        (HEAD + FILLED, False),
        (HEAD + BLANK + FILLED, False),
        (FILLED.replace("สูง", "ระดับ 4"), False),
        ("", False),
    ],
)
def test_columns_with_nothing_below_them(rows: str, hollow: bool) -> None:
    page = f"{TITLE}<table>{rows}</table><p>อยู่ระหว่างประเมิน</p>"
    indicator = next(one for one in load_pack("oit-2569").pack.indicators if one.code == "o21")
    doubt = doubt_about(extract(page.encode(), name="o21.html"), indicator)
    assert (doubt == "ตารางในเอกสารยังไม่มีข้อมูล") is hollow
