"""`oit read`: what the rules see of a file, an address, a page kept in a site's folder."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from audit.cli import run
from audit.commands.read import lines
from audit.reading import Reading
from audit.site import Site
from audit.store import Store
from crawler import SnapshotStore
from crawler.model import Capture, CrawlPlan, SitePaths
from rules.document import Document, Legibility
from tests.servers import Page, html, serve

PAGE = """<html><head><title>แผนปี 2569</title><base href="/th/"></head><body><h1>แผนงาน</h1>
<p>เอกสาร <a href="plan.pdf">เปิด</a></p><table><tr><th>ก<th>ข<tr><td>1<td>๒</table>
<img src="a.png" alt="ผัง" width="300"></body></html>"""


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def described(capsys: pytest.CaptureFixture[str], *args: str) -> dict:
    assert run(["read", "--json", *args]) == 0
    (line,) = said(capsys)
    return json.loads(line)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "หน้า แผน.html"
    path.write_bytes(PAGE.encode("cp874"))
    return path


def test_a_file_for_people(file: Path, capsys) -> None:
    assert run(["read", str(file)]) == 0
    text = "\n".join(said(capsys))
    for part in (
        "แผนปี 2569", str(file), "text/html · เป็นข้อความ", "── หัวข้อ แผนงาน", "# แผนงาน", "เอกสาร เปิด",
        "ลิงก์: เปิด → /th/plan.pdf", "| 1 | ๒", "ภาพ: ผัง → /th/a.png", "ตาราง 1 ตาราง",
    ):  # fmt: skip
        assert part in text


def test_a_file_for_programs(file: Path, capsys) -> None:
    found = described(capsys, str(file))
    assert (found["target"], found["legibility"], found["problem"]) == (str(file), "text", None)
    assert (found["title"], found["media"]) == ("แผนปี 2569", "text/html")
    assert found["reader"]["name"] == "html"
    assert found["reader"]["version"] >= 1
    assert (found["repairs"], found["ocr_places"], len(found["sha256"])) == ([], [], 64)
    blocks = [(block["kind"], block["text"]) for block in found["blocks"]]
    assert blocks[:3] == [("heading", "แผนงาน"), ("text", "เอกสาร เปิด"), ("link", "เปิด")]
    link, picture = (
        next(one for one in found["blocks"] if one["kind"] == kind) for kind in ("link", "picture")
    )
    where = "หัวข้อ แผนงาน"
    assert link == {
        "kind": "link", "text": "เปิด", "where": where, "href": "/th/plan.pdf", "near": "เอกสาร เปิด",
    }  # fmt: skip
    assert picture["width"] == 300
    assert found["tables"] == [{"where": where, "header": ["ก", "ข"], "rows": [["1", "๒"]]}]


def test_several_at_once_are_one_line_each(file: Path, tmp_path: Path, capsys) -> None:
    other = tmp_path / "b.txt"
    other.write_text("ประกาศ\nบรรทัดสอง", encoding="utf-8")
    assert run(["read", "--json", str(file), str(other)]) == 0
    assert [json.loads(line)["target"] for line in said(capsys)] == [str(file), str(other)]


def test_what_cannot_be_read_says_why(tmp_path: Path, capsys) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 nothing else")
    assert run(["read", str(path)]) == 3
    text = "\n".join(said(capsys))
    assert "อ่านไม่ได้" in text
    assert "ข้อจำกัด: " in text
    assert "ควรทำ: " in text


def test_what_was_read_in_part_is_not_called_too_large(tmp_path: Path, capsys) -> None:
    path = tmp_path / "แผน.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "แผนปฏิบัติการ")
        archive.writestr("b.pdf", "%PDF-1.4 broken")
    assert run(["read", str(path)]) == 0
    text = "\n".join(said(capsys))
    assert "อ่านได้เพียงบางส่วน" in text
    assert "ใหญ่เกินขนาด" not in text


@pytest.mark.parametrize("target", ["no-such-file.pdf", ".", "ftp://a.go.th/x", "http://"])
def test_mistakes_are_told_in_thai(target: str, capsys) -> None:
    assert run(["read", target]) == 2
    what, todo = capsys.readouterr().err.strip().splitlines()
    assert any("ก" <= letter <= "๙" for letter in what)
    assert any("ก" <= letter <= "๙" for letter in todo)


def test_one_address_is_fetched_and_only_that(capsys) -> None:
    with serve({"/": Page(status=302, headers={"Location": "/th/"}), "/th/*": PAGE}) as site:
        found = described(capsys, site.url)
        asked = set(site.hits)
    assert found["url"] == f"{site.url}/th/"
    link = next(block for block in found["blocks"] if block["kind"] == "link")
    assert link["href"] == f"{site.url}/th/plan.pdf"
    assert not {path for path in asked if "plan" in path or "png" in path}


def test_a_redirect_into_the_house_is_refused(capsys) -> None:
    with serve({"/*": html(title="ลับ")}) as inside:
        to = Page(status=302, headers={"Location": f"{inside.url}/secret"})
        with serve({"/*": to}) as site:
            assert run(["read", "--json", f"{site.url}/x"]) == 3
        assert inside.hits == []
    found = json.loads(said(capsys)[0])
    assert found["problem"] == "private_address"
    assert found["blocks"] == []


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder after a crawl of two pages; nothing was read yet."""
    site = Site.create(tmp_path / "site", "http://agency.invalid/", name="กรมจำลอง")
    pages = {"": '<h1>หน้าแรก</h1><a href="/plan">แผนปี 2569</a>', "plan": PAGE}
    with SnapshotStore(site.paths) as store:
        crawl_id, _ = store.begin(CrawlPlan(seeds=(site.config.url,)))
        store.save(
            crawl_id,
            [
                Capture(
                    url=site.config.url + path, status=200, sha256=store.keep(body.encode()),
                    bytes=len(body.encode()), media="text/html",
                )
                for path, body in pages.items()
            ],
        )  # fmt: skip
        store.finish(crawl_id, "complete")
    return site.folder


def test_a_page_kept_in_a_folder_is_read_without_the_network(site: Path, capsys) -> None:
    with Store(SitePaths(folder=site)) as store, Reading(store) as reading:
        reading.finish(1)
    found = described(capsys, "--site", str(site), "http://agency.invalid/plan")
    assert found["title"] == "แผนปี 2569"
    assert found["url"] == "http://agency.invalid/plan"
    assert [label["text"] for label in found["labels"]] == ["แผนปี 2569"]
    link = next(block for block in found["blocks"] if block["kind"] == "link")
    assert link["href"] == "http://agency.invalid/th/plan.pdf"


def test_a_page_that_is_not_read_yet_is_read(site: Path, capsys) -> None:
    found = described(capsys, "--site", str(site), "http://agency.invalid/plan")
    link = next(block for block in found["blocks"] if block["kind"] == "link")
    assert link["href"] == "http://agency.invalid/th/plan.pdf"


def test_what_a_folder_does_not_hold_says_so(site: Path, capsys) -> None:
    assert run(["read", "--site", str(site), "http://agency.invalid/other"]) == 3
    assert "อ่านไม่ได้" in "\n".join(said(capsys))


def test_a_folder_that_never_crawled(tmp_path: Path, capsys) -> None:
    folder = Site.create(tmp_path / "new", "http://agency.invalid/").folder
    assert run(["read", "--site", str(folder), "http://agency.invalid/"]) == 2
    assert "ยังไม่เคยเก็บ" in capsys.readouterr().err


def test_without_the_program_a_scan_says_how_to_install_it(tmp_path: Path, monkeypatch) -> None:
    scan = Document(sha256="0", media="application/pdf", legibility=Legibility.NONE, problem="scan")
    monkeypatch.setattr("audit.extract.ocr_here.is_here", lambda: False)
    assert any("tesseract-ocr-tha" in line for line in lines(scan, "a.pdf"))
    monkeypatch.setattr("audit.extract.ocr_here.is_here", lambda: True)
    assert not any("tesseract" in line for line in lines(scan, "a.pdf"))
