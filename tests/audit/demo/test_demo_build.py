"""The built site: how much there is, the same bytes every time, what the second state changes."""

import hashlib
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from audit.demo import DemoError, build, paper

DOCUMENTS = {".pdf", ".docx", ".xlsx", ".csv"}


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def of_kind(folder: Path, suffix: str) -> list[Path]:
    return [path for path in (folder / "files").rglob(f"*{suffix}") if path.is_file()]


def words(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_there_is_enough_to_look_at(before: Path) -> None:
    pages = [path for path in before.rglob("*.html") if "_server" not in path.parts]
    assert len(pages) >= 45
    assert len(list((before / "news").glob("2*.html"))) >= 15
    assert sum(len(of_kind(before, suffix)) for suffix in DOCUMENTS) >= 25
    assert len(of_kind(before, ".pdf")) >= 15
    assert len(of_kind(before, ".docx")) >= 4
    assert len(of_kind(before, ".xlsx")) >= 4
    assert of_kind(before, ".csv")


def test_two_builds_are_equal_byte_for_byte(before: Path, tmp_path: Path) -> None:
    build(tmp_path / "again")
    assert tree(tmp_path / "again") == tree(before)


def test_building_again_over_a_build_leaves_nothing_of_the_old_state(
    before: Path, tmp_path: Path
) -> None:
    build(tmp_path / "site", "after")
    build(tmp_path / "site", "before")
    assert tree(tmp_path / "site") == tree(before)


def test_the_second_state_changes_only_what_it_says(before: Path, after: Path) -> None:
    old, new = tree(before), tree(after)
    assert old.keys() - new.keys() == {"files/procurement/summary-2569-03.xlsx"}
    assert new.keys() - old.keys() == {"news/2569-05-13-saturday.html"}
    assert {name for name in old.keys() & new.keys() if old[name] != new[name]} == {
        "about/executives.html",
        "files/plan/action-plan-2569.pdf",
        "no-gift/knowledge.html",
        "index.html",
        "news/index.html",
        "sitemap.xml",
    }


def test_documents_are_real_and_open(before: Path) -> None:
    for path in of_kind(before, ".docx"):
        assert any(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    for path in of_kind(before, ".xlsx"):
        book = openpyxl.load_workbook(path)
        assert all(sheet.max_row > 3 for sheet in book.worksheets)
    for path in [*of_kind(before, ".docx"), *of_kind(before, ".xlsx")]:
        assert zipfile.ZipFile(path).testzip() is None


@pytest.mark.parametrize(
    ("file", "phrases"),
    [
        ("complaint/guideline.pdf", ("แนวปฏิบัติการจัดการเรื่องร้องเรียน", "ระยะเวลาดำเนินการ", "ทำการ")),
        ("plan/progress-6m-2569.pdf", ("ข้อมูล ณ วันที่ 31 มีนาคม 2569", "ผลการเบิกจ่าย", "ติดตั้ง")),
        ("ethics/code-of-ethics.pdf", ("ประมวลจริยธรรม", "ซื่อสัตย์สุจริต", "ผู้ติดตาม")),
        ("ethics/training-2569.pdf", ("กลุ่มงานจริยธรรม", "จำนวนผู้เข้าร่วม", "ผลประโยชน์ทับซ้อน")),
    ],
)
def test_thai_words_are_whole_in_the_text_layer(
    before: Path, file: str, phrases: tuple[str, ...]
) -> None:
    text = "".join(words(before / "files" / file).split())
    for phrase in phrases:
        assert phrase.replace(" ", "") in text


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "budget.xlsx").write_text("ของสำคัญ", encoding="utf-8")
    with pytest.raises(DemoError, match="โฟลเดอร์ว่าง"):
        build(tmp_path)
    assert (tmp_path / "budget.xlsx").exists()


def test_a_file_in_place_of_the_folder_is_told_in_thai(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", encoding="utf-8")
    with pytest.raises(DemoError, match="เขียนโฟลเดอร์"):
        build(tmp_path / "site")


def test_a_missing_thai_font_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "THAI_FONTS", frozenset({"ไม่มีแบบอักษรนี้"}))
    paper.require_fonts.cache_clear()
    try:
        with pytest.raises(DemoError, match="apt-get install fonts-thai-tlwg"):
            paper.require_fonts()
    finally:
        paper.require_fonts.cache_clear()
