"""Any YAML that people write: read into a model, or told what is wrong and where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from rules import yamlfile
from rules.yamlfile import FileError, nearest, read_model


class Crawl(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pages: int = Field(default=100, ge=1, le=9000)


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    crawl: Crawl = Crawl()
    declared: dict[str, tuple[str, ...]] = {}
    since: dt.date | None = None
    quiet: bool = False


def problems(text: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        read_model(text, Settings, "site.yml")
    return [str(problem) for problem in caught.value.problems]


def test_text_and_files_become_models(tmp_path: Path):
    text = "name: กรมตัวอย่าง\ncrawl: {pages: 5}\ndeclared: {o1: [https://www.example.go.th/]}\n"
    file = tmp_path / "site.yml"
    file.write_text(text, encoding="utf-8")
    assert read_model(file, Settings) == read_model(text, Settings)
    assert read_model(text, Settings).declared["o1"] == ("https://www.example.go.th/",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae: ก", "site.yml:1:1: ไฟล์นี้ไม่มีช่อง “nmae” (หมายถึง name ใช่หรือไม่)"),
        ("quiet: true", "site.yml:1:1: ขาดช่อง name"),
        ("name: ก\ncrawl: {pages: 0}", "site.yml:2:16: “pages” ต้องไม่น้อยกว่า 1"),
        ("name: ก\ncrawl: {pages: 10000}", "site.yml:2:16: “pages” ต้องไม่เกิน 9000"),
        ("name: ก\ncrawl: {page: 5}", "site.yml:2:9: “crawl” ไม่มีช่อง “page”"),
        ("name: ก\ncrawl: 5", "“crawl” ต้องเป็นช่องย่อย"),
        ("name: ก\ndeclared: [o1]", "“declared” ต้องเป็นช่องย่อย"),
        ("name: ก\ndeclared: {o1: a}", "site.yml:2:16: “o1” ต้องเป็นรายการ"),
        ("name: ก\nsince: เมื่อวาน", "“since” ต้องเป็นวันที่แบบ ปี-เดือน-วัน ค.ศ."),
        ("name: ก\nsince: 2569-01-01", "ให้เปลี่ยน “2569-01-01” เป็น 2026-01-01"),
        ("name: ก\nquiet: 7", "“quiet” ต้องเป็น true หรือ false"),
        ("name:\n", "“name” ต้องเป็นข้อความ"),
    ],
)
def test_mistakes_are_told_with_their_place(text: str, said: str):
    assert any(said in problem for problem in problems(text))


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yamlfile, "LARGEST", 10)
    file = tmp_path / "site.yml"
    file.write_text("name: กรมตัวอย่าง\n", encoding="utf-8")
    with pytest.raises(FileError, match="ไฟล์ใหญ่เกินไป"):
        read_model(file, Settings)


def test_only_what_is_near_is_suggested():
    assert nearest("pags", ["pages", "minutes"]) == "pages"
    assert nearest("zzz", ["pages", "minutes"]) is None


@given(
    st.text(alphabet=st.sampled_from("aก:[]{}-&*!|>'\"%@`#\n\t ,?=<0~\\\x00\u200b"), max_size=60)
)
def test_no_text_whatever_makes_it_stumble(text: str):
    """Whatever is typed, there is a model or a list of problems with Thai sentences."""
    try:
        read_model(text, Settings, "site.yml")
    except FileError as error:
        assert error.problems
