"""A clarification pack holds what was seen, and shows every change made to it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import chain, pictures
from audit.chain import Entry, canonical, sealed, sha256, verify
from audit.cli import run
from reports import archive

DOCS = Path(__file__).parents[2] / "docs" / "clarification.md"
ENTRIES = (
    Entry(name="index.html", body="หน้าแรก".encode(), facts={"title": "น้ำ"}),
    Entry(name="files/01-ก.pdf", body=b"%PDF-1.4 one", facts={"url": "https://a.go.th/"}),
    Entry(name="files/02.html", body=b"<p>two</p>"),
)
DATA, HEAD = sealed(ENTRIES)


def files(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [(name, packed.read(name)) for name in packed.namelist()]


def with_manifest(change) -> bytes:
    kept = files(DATA)
    manifest = json.loads(kept[-1][1])
    change(manifest)
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    return archive.pack([*kept[:-1], (chain.MANIFEST, text.encode())], squeeze=False)


def test_what_was_sealed_is_well():
    assert verify(DATA) == () == verify(DATA, HEAD)
    assert sealed(ENTRIES) == (DATA, HEAD), "equal entries make equal packs"


@settings(max_examples=150)
@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place, difference):
    changed = bytearray(DATA)
    changed[place] ^= difference
    assert verify(bytes(changed))


@pytest.mark.parametrize("more", [b"\x00", b"PK\x05\x06" + b"\x00" * 18])
def test_bytes_before_or_after_are_found(more):
    assert verify(DATA + more) and verify(more + DATA)
    assert verify(DATA[:-1]) and verify(b"") and verify(b"no zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_order_more_and_less_are_found():
    one, two, three, manifest = files(DATA)
    for changed in (
        [two, one, three, manifest], [one, three, manifest], [one, two, three],
        [one, two, three, ("files/03.txt", b"new"), manifest], [one, two, two, three, manifest],
        [one, two, (three[0], b"other"), manifest],
        [one, two, ("files/03.html", three[1]), manifest],
    ):  # fmt: skip
        assert verify(archive.pack(changed, squeeze=False))


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m["entries"][1]["facts"].update(url="https://b.go.th/"),
        lambda m: m["entries"].reverse(),
        lambda m: m["entries"].pop(),
        lambda m: m.update(head="0" * 64),
        lambda m: m.update(format="oit-chain/2"),
        lambda m: m.update(more=1),
        lambda m: m["entries"][0].update(sha256="0" * 64),
        lambda m: m["entries"][2].pop("hash"),
        lambda m: m.update(entries=7),
        lambda m: m.pop("entries"),
        lambda m: m["entries"].append([]),
    ],
)
def test_a_changed_manifest_is_found(change):
    assert verify(with_manifest(change))


def test_a_pack_made_anew_is_found_by_the_head_that_was_told():
    forged, head = sealed([ENTRIES[0], Entry(name="files/01-ก.pdf", body=b"%PDF-1.4 forged")])
    assert verify(forged) == (), "whole in itself"
    assert head != HEAD and verify(forged, HEAD)


def pack(world, *more: str) -> Path:
    world.check()
    folder = str(world.site.folder)
    out = world.site.folder / "packs"
    assert run(["export", "clarification", "o2", "--site", folder, "--out", str(out), *more]) == 0
    return out / "clarification-o2.zip"


@pytest.fixture
def blind(monkeypatch):
    """No browser: most tests need no pictures of pages, which take seconds."""
    monkeypatch.setattr(pictures, "of_page", lambda body, charset=None: None)


def test_the_pack_of_an_indicator(world, blind, capsys):
    file = pack(world, "--note", "ขอชี้แจงว่า <b>มีแล้ว</b>")
    told = capsys.readouterr().out
    head = re.search(r"ตราประทับ ([0-9a-f]{64})", told)[1]
    kept = dict(files(file.read_bytes()))
    entries = json.loads(kept["manifest.json"])["entries"]
    assert [entry["name"] for entry in entries] == ["index.html", "files/01-chiefs.html"]
    body = kept["files/01-chiefs.html"]
    assert body.decode() == world.pages["chiefs"], "as the site sent it"
    facts = entries[1]["facts"]
    assert facts["url"].endswith("/chiefs") and facts["fetched_at"]
    assert (
        facts["quotes"][0]["element"] == "executives/chief" and "อธิบดี" in facts["quotes"][0]["text"]
    )
    page = kept["index.html"].decode()
    for part in (
        "ชุดชี้แจง",
        "อธิบดี",
        hashlib.sha256(body).hexdigest(),
        "&lt;b&gt;มีแล้ว",
        "files/01-chiefs.html",
    ):
        assert part in page
    assert entries[0]["facts"]["outcomes"]["executives/chief"] == "passed"
    assert run(["export", "verify", str(file), "--head", head]) == 0
    assert "ครบถ้วน" in capsys.readouterr().out


def test_a_changed_pack_is_refused_in_thai(world, blind, capsys):
    file = pack(world)
    data = bytearray(file.read_bytes())
    data[data.find("อธิบดี".encode())] ^= 1
    file.write_bytes(data)
    assert run(["export", "verify", str(file)]) == 1
    assert "อย่าใช้เป็นหลักฐาน" in capsys.readouterr().err
    assert run(["export", "verify", str(file) + "x"]) == 2


def test_the_documented_procedure_agrees(world, blind, tmp_path):
    file = pack(world)
    script = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)[1]
    (tmp_path / "check.py").write_text(script, encoding="utf-8")

    def check() -> int:
        command = [sys.executable, str(tmp_path / "check.py"), str(file)]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert check() == 0
    kept = files(file.read_bytes())
    kept[1] = (kept[1][0], kept[1][1] + b" ")
    file.write_bytes(archive.pack(kept, squeeze=False))
    assert check() == 1


def test_hashes_are_over_the_documented_form():
    line = {"b": 1, "a": "น้ำ"}
    assert canonical(line) == '{"a":"น้ำ","b":1}'.encode()
    assert sha256(b"") == hashlib.sha256(b"").hexdigest()


def test_a_page_of_a_pdf_is_a_picture_and_no_other_is():
    import pypdfium2  # noqa: PLC0415 used once

    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    made.new_page(200, 100)
    made.save(out)
    assert pictures.of_pdf(out.getvalue(), 1)[:8] == b"\x89PNG\r\n\x1a\n"
    assert pictures.of_pdf(out.getvalue(), 2) is None
    assert pictures.of_pdf(b"%PDF-1.4 broken", 1) is None


def test_a_page_is_drawn_without_its_scripts_frames_and_files(tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_text("<body style='background:#ff0000'>", encoding="utf-8")
    harm = (
        f"<h1>สวัสดี</h1><script>document.body.style.background='#ff0000'</script>"
        f"<iframe src='{secret.as_uri()}'></iframe>"
        f"<meta http-equiv=refresh content='0;url={secret.as_uri()}'>"
    )
    picture = pictures.of_page(harm.encode())
    if picture is None:
        pytest.skip("no browser")
    from PIL import Image  # noqa: PLC0415 used once

    with Image.open(io.BytesIO(picture)) as drawn:
        colours = {colour for _, colour in drawn.convert("RGB").getcolors(1 << 24)}
    assert (255, 0, 0) not in colours
    assert (0, 0, 0) in colours, "its own words are there"
