"""The folder of an agency: made, opened, and every mistake in `site.yml` told with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from audit.errors import UserError
from audit.site import FILE, Site, folder_name, full_url, origin


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("www.example.go.th", "https://www.example.go.th/"),
        (" http://example.go.th/a?b=1#c ", "http://example.go.th/a?b=1"),
        ("127.0.0.1:8000", "https://127.0.0.1:8000/"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        ("หน่วยงาน.ไทย", "https://หน่วยงาน.ไทย/"),
        ("“www.example.go.th”", "https://www.example.go.th/"),
        ('"https://example.go.th/th/"', "https://example.go.th/th/"),
        ("\u200bwww.example.go.th\xa0", "https://www.example.go.th/"),
        ("HTTP://WWW.Example.go.th./A", "http://www.example.go.th/A"),
        ("https:/www.example.go.th", "https://www.example.go.th/"),
        ("http//example.go.th.:8080", "http://example.go.th:8080/"),
        ("localhost:8000", "https://localhost:8000/"),
        ("http://intranet/", "http://intranet/"),
        ("www.example.go.th/หน้า แรก", "https://www.example.go.th/หน้า แรก"),
    ],
)
def test_address_as_meant(typed, meant):
    assert full_url(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ftp://a.go.th",
        "javascript:alert(1)",
        "http://",
        "http://www.example.go.th/\x1b[31mx",
        "กรม ตัวอย่าง",
        "กรมตัวอย่าง",
        "www",
        "./report.html",
        "/etc/passwd",
        "somchai@example.go.th",
        "https://user:word@a.go.th",
        "http://a.go.th:99999",
        "https://[a",
        "https://.",
    ],
)
def test_no_address(typed, tmp_path):
    with pytest.raises(UserError, match="ไม่ใช่ที่อยู่เว็บไซต์"):
        Site.create(tmp_path / "x", typed)


@pytest.mark.parametrize(
    ("url", "intranet", "opened"),
    [
        ("https://www.example.go.th", False, ()),
        ("https://www.example.go.th", True, ("https://www.example.go.th:443",)),
        ("http://localhost:8000", False, ("http://localhost:8000",)),
        ("http://[::1]:8000", False, ("http://[::1]:8000",)),
    ],
)
def test_a_name_alone_opens_nothing_private(tmp_path, url, intranet, opened):
    """Whoever owns a name decides where it leads; a person has to mean the inside."""
    site = Site.create(tmp_path / "site", url)
    text = (site.folder / FILE).read_text(encoding="utf-8")
    if intranet:
        text = text.replace("crawl:\n", "crawl:\n  intranet: true\n")
    (site.folder / FILE).write_text(text, encoding="utf-8")
    assert Site.open(site.folder).plan().open_origins == opened


def test_hours_are_understood_or_refused(tmp_path):
    site = Site.create(tmp_path / "site", "https://www.example.go.th")
    text = (site.folder / FILE).read_text(encoding="utf-8")
    for typed, hours in (("20:00-06:00", (1200, 360)), ("8:5 - 9:00", (485, 540))):
        told = text.replace("crawl:\n", f"crawl:\n  hours: {typed}\n")
        (site.folder / FILE).write_text(told, encoding="utf-8")
        assert Site.open(site.folder).plan().hours == hours
    (site.folder / FILE).write_text(told.replace("8:5 - 9:00", "midnight"), encoding="utf-8")
    with pytest.raises(UserError, match="20:00-06:00"):
        Site.open(site.folder)


def test_origin_names_the_port():
    assert origin("https://a.go.th/x") == "https://a.go.th:443"
    assert origin("http://127.0.0.1:8123/") == "http://127.0.0.1:8123"
    assert origin("http://[::1]/") == "http://[::1]:80"


def test_folder_from_the_host(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    site = Site.create(None, "https://www.example.go.th/th/")
    assert site.folder == Path("example.go.th")
    assert (tmp_path / "example.go.th" / FILE).is_file()
    assert folder_name("http://127.0.0.1:8000/") == "127.0.0.1-8000"


def test_created_site_opens_as_asked(tmp_path):
    made = Site.create(tmp_path / "ก", "vec.example.ac.th", "college", name='วิทยาลัย: "ตัวอย่าง" #1')
    assert made == Site.open(tmp_path / "ก")
    assert made.config.pack == "oit-2569-ovec"
    assert made.config.name == 'วิทยาลัย: "ตัวอย่าง" #1'
    assert (made.config.crawl.pages, made.config.crawl.delay) == (3000, 1)


def test_examples_in_the_file_are_right(tmp_path):
    Site.create(tmp_path, "https://www.example.go.th")
    file = tmp_path / FILE
    text = file.read_text(encoding="utf-8")
    for line in ("also:", "follow_once:", "declared:", "  o1:", "also_named:", "  o2:", "people:"):
        text = text.replace(f"# {line}", line)
    file.write_text(text, encoding="utf-8")
    config = Site.open(tmp_path).config
    assert config.declared == {"o1": ("https://www.example.go.th/structure",)}
    assert config.crawl.follow_once == ("drive.google.com",)
    assert config.also_named == {"o2": ("ผู้นำองค์กร",)}
    assert config.people == {"กองแผนงาน": "somchai@example.go.th"}


def test_an_existing_file_is_never_replaced(tmp_path):
    Site.create(tmp_path, "https://a.go.th")
    with pytest.raises(UserError, match="อยู่แล้ว"):
        Site.create(tmp_path, "https://b.go.th")
    assert "a.go.th" in (tmp_path / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("name: ก\nurl: https://a.go.th\nkidn: department\n", "site.yml:3:1", "kidn"),
        ("name: ก\nurl: https://a.go.th\nkind: กรม\n", "site.yml:3:7", "department"),
        ("name: ก\nurl: ftp://a\n", "site.yml:2:6", "ไม่ใช่ที่อยู่เว็บไซต์"),
        ("name: ก\n", "site.yml:1:1", "url"),
        ("name: ก\nurl: [\n", "site.yml:3:1", ""),
        ("name: ก\nurl: https://a.go.th\ncrawl: {pages: 0}\n", "site.yml:3:16", ""),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path, text, place, words):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as error:
        Site.open(tmp_path)
    assert place in error.value.what
    assert words in error.value.what
    assert error.value.todo


def test_missing_folder(tmp_path):
    with pytest.raises(UserError, match="ไม่พบ") as error:
        Site.open(tmp_path / "nowhere")
    assert "oit new" in error.value.todo


@pytest.mark.skipif(
    os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere"
)
def test_folder_not_writable(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="เขียนลงโฟลเดอร์"):
        Site.create(tmp_path / "x", "https://a.go.th")


def test_a_file_stands_where_the_folder_should_be(tmp_path):
    (tmp_path / "x").write_text("ไฟล์", encoding="utf-8")
    with pytest.raises(UserError, match="เขียนลงโฟลเดอร์"):
        Site.create(tmp_path / "x", "https://a.go.th")


def test_plan_takes_the_file_and_what_is_asked_once(tmp_path):
    Site.create(tmp_path, "http://127.0.0.1:8000")
    plan = Site.open(tmp_path).plan(pages=5, delay=None)
    assert plan.seeds == ("http://127.0.0.1:8000/",)
    assert plan.open_origins == ("http://127.0.0.1:8000",)
    assert (plan.pages, plan.delay) == (5, 1)


def test_lock_is_let_go(tmp_path):
    site = Site.create(tmp_path, "https://a.go.th")
    with site.lock(), pytest.raises(UserError, match="กำลังตรวจ"), Site.open(tmp_path).lock():
        pass
    with site.lock():
        pass
