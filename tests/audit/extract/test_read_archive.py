"""Archives and web pages saved as one file."""

import gzip
import io
import zipfile

import pytest
from makers import Sheet, bomb, pdf, png, rar, zipped

from audit.extract import archive, extract
from rules.document import Kind, Legibility

LETTER = "ประกาศองค์การบริหารส่วนตำบล เรื่อง นโยบายไม่รับของขวัญ"


def test_files_of_a_zip_are_named_and_read():
    table = [["ลำดับ", "โครงการ"], ["1", "ก"], ["2", "ข"]]
    data = zipped(
        {
            "งบ/2569/a.pdf": pdf(Sheet().text(LETTER).table(table)),
            "b.txt": "บรรทัดแรก\nบรรทัดสอง",
            "__MACOSX/._b.txt": "x",
            "Thumbs.db": b"x",
        }
    )
    document = extract(data, name="แผน.zip")
    assert (document.legibility, document.problem) == (Legibility.TEXT, None)
    names = [(b.text, b.where, b.href) for b in document.blocks if b.kind is Kind.LINK]
    assert names == [("a.pdf", "ไฟล์ งบ/2569/a.pdf", None), ("b.txt", "ไฟล์ b.txt", None)]
    assert document.blocks[1].where == "ไฟล์ งบ/2569/a.pdf หน้า 1"
    assert document.blocks[-1].where == "ไฟล์ b.txt บรรทัด 2"
    assert document.tables[0].where == "ไฟล์ งบ/2569/a.pdf หน้า 1"


def test_names_written_by_windows_in_thai():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("X" * 18, "น้ำ")
    data = out.getvalue().replace(b"X" * 18, "แผนปฏิบัติการฯ.txt".encode("cp874"))
    assert extract(data).blocks[0].text == "แผนปฏิบัติการฯ.txt"


def test_what_was_not_read_is_said():
    scan = pdf(Sheet(picture=True))
    assert extract(zipped({"a.txt": "x", "b.pdf": scan})).problem == "scan"
    assert extract(zipped({"a.txt": "x", "b.pdf": b"%PDF-1.4 broken"})).problem == "partly"
    deep = zipped({"a.txt": "x", "b.zip": zipped({"c.txt": "ลึกเกินไป"})})
    assert extract(deep).problem == "partly"
    only = extract(zipped({"b.pdf": scan}))
    assert (only.legibility, only.problem) == (Legibility.NONE, "scan")
    assert extract(zipped({"a.txt": ""})).problem == "empty"
    assert extract(b"PK\x03\x04rest").problem == "broken"


def test_an_archive_inside_an_archive_is_only_named():
    document = extract(zipped({"b.zip": zipped({"c.txt": "ลึกเกินไป"})}))
    assert [block.text for block in document.blocks] == ["b.zip"]
    assert document.legibility is Legibility.NONE


def test_bounds_on_files_and_bytes(monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    many = extract(zipped({f"{n}.txt": "ก" for n in range(5)}))
    assert [block.kind for block in many.blocks].count(Kind.TEXT) == 2
    assert [block.kind for block in many.blocks].count(Kind.LINK) == 5
    assert many.problem == "too_large"
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    assert extract(bomb("a.txt", 3)).problem == "too_large"


def test_a_member_that_lies_about_its_size(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    data = bytearray(zipped({"a.txt": b" " * 3_000_000}))
    size = (3_000_000).to_bytes(4, "little")
    while size in data:
        place = data.index(size)
        data[place : place + 4] = (5).to_bytes(4, "little")
    assert extract(bytes(data)).problem in {"too_large", "broken"}


def test_a_zip_with_a_password():
    data = bytearray(zipped({"a.txt": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert extract(bytes(data)).problem == "password"


def test_7z_and_what_the_system_lacks(tmp_path, monkeypatch):
    libarchive = pytest.importorskip("libarchive")
    path = tmp_path / "a.7z"
    with libarchive.file_writer(str(path), "7zip") as out:
        out.add_file_from_memory("แผน/a.txt", 12, "ข้อความ".encode()[:12])
        out.add_file_from_memory("b.png", len(png()), png())
    document = extract(path.read_bytes())
    assert [block.text for block in document.blocks] == ["a.txt", "ข้อค", "b.png", "b.png"]
    assert document.problem == "scan"
    assert extract(path.read_bytes()[:60]).problem == "broken"
    monkeypatch.setitem(__import__("sys").modules, "libarchive", None)
    assert extract(path.read_bytes()).problem == "unsupported"


def test_a_file_that_cannot_be_unpacked_costs_itself():
    pytest.importorskip("libarchive")
    files = [("a.txt", b"one", ""), ("b.txt", b"two", "broken"), ("c.txt", b"three", "")]
    document = extract(rar(*files))
    names = [block.text for block in document.blocks if block.kind is Kind.LINK]
    assert names == ["a.txt", "b.txt", "c.txt"]
    assert [block.text for block in document.blocks if block.kind is Kind.TEXT] == ["one", "three"]
    assert document.problem == "partly"


def test_a_locked_rar_says_so():
    pytest.importorskip("libarchive")
    document = extract(rar(("a.txt", b"0123456789abcdef", "locked")))
    assert (document.legibility, document.problem) == (Legibility.NONE, "password")


def test_what_comes_after_an_error_has_no_name():
    pytest.importorskip("libarchive")
    whole = rar(("a.txt", b"one", ""), ("b.txt", b"two", ""))
    document = extract(whole.replace(b"b.txt", b"c.txt"))  # its header no longer adds up
    assert [block.text for block in document.blocks] == ["a.txt", "one"]
    assert document.problem == "partly"


def test_an_archive_without_any_file_is_not_whole():
    pytest.importorskip("libarchive")
    assert extract(rar() + bytes(9)).problem == "empty"
    assert extract(rar() + bytes(900)).problem == "broken"


def test_a_link_to_another_file_is_no_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("แผน.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("ข.txt", "ถนน")
    assert [block.text for block in extract(out.getvalue()).blocks] == ["ข.txt", "ถนน"]


def test_one_file_packed_with_gzip():
    packed = gzip.compress("ลำดับ,โครงการ\n1,ถนน\n".encode())
    document = extract(packed, name="แผน.csv.gz")
    assert document.tables[0].rows == (("1", "ถนน"),)
    assert extract(gzip.compress(zipped({"a.txt": "x"}))).problem == "unsupported"
    assert extract(packed[:-20]).problem == "broken"
    assert extract(gzip.compress(b" " * 60_000_000)).problem == "too_large"


def test_what_an_archive_holds_unpacked_is_not_taken_for_the_archive():
    pytest.importorskip("libarchive")
    document = extract(rar(("แผน.pdf", pdf(Sheet().text("ถนน")), "")))
    assert [block.text for block in document.blocks] == ["แผน.pdf", "ถนน"]


def test_a_page_saved_as_one_file():
    page = "<html><h1>ประกาศ</h1><p>น้ำใจ</p></html>".encode("cp874").hex("=").upper()
    data = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html"; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="tis-620"\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n={page}\r\n--b--\r\n"
    )
    document = extract(data.encode())
    assert [block.text for block in document.blocks] == ["ประกาศ", "น้ำใจ"]
    assert extract(
        data.replace("Content-Type: text/html;", "Content-Type: text/plain;").encode()
    ).problem


def test_each_file_is_repaired_as_what_it_is():
    words = "สำนักงานปลัดกระทรวง มีอำนาจหน้าที่ ในการดำเนินการ"
    broken = Sheet().text(*[words.replace("ำ", " า")] * 4)
    document = extract(zipped({"ก.pdf": pdf(broken)}))
    assert words in [block.text for block in document.blocks][1]
    assert document.repairs == ("เติมสระอำที่หาย",)
