"""Pictures of Thai text for the tests of recognition, and an OCR program that is made up."""

from __future__ import annotations

import io
from pathlib import Path

import typst
from PIL import Image, ImageDraw

from audit.extract.ocr_engine import Engine, Word

NOTICE = """
= ประกาศกรมทดสอบ เรื่อง แผนการจัดซื้อจัดจ้าง
กรมทดสอบมีหน้าที่ส่งเสริมการเรียนรู้ของประชาชน และเปิดเผยข้อมูลให้ตรวจสอบได้

#table(columns: 3, [ลำดับ], [รายการ], [วงเงิน], [1], [เครื่องคอมพิวเตอร์], [85,000],
[2], [ซ่อมแซมอาคารสำนักงาน], [430,500])

ติดต่อ กองกลาง โทรศัพท์ 02 123 4567
"""


def drawn(text: str = NOTICE, *, dpi: int = 185, size: int = 16) -> Image.Image:
    """A page of this text, in grey."""
    source = f'#set page("a5", margin: 12mm)\n#set text(font: "Garuda", size: {size}pt)\n{text}'
    made = typst.compile(source.encode(), format="png", ppi=dpi)
    return Image.open(io.BytesIO(made[0] if isinstance(made, list) else made)).convert("L")


def specks(width: int = 600, height: int = 300) -> Image.Image:
    """A picture that is not empty."""
    picture = Image.new("L", (width, height), 255)
    ImageDraw.Draw(picture).rectangle((40, 40, 200, 60), fill=0)
    return picture


def saved(picture: Image.Image, form: str = "PNG", *more: Image.Image) -> bytes:
    """The picture as a file; with `more`, a file of several pages."""
    out = io.BytesIO()
    extra = {"save_all": True, "append_images": list(more)} if more else {}
    picture.save(out, form, **extra)
    return out.getvalue()


def spelled(*lines: str, height: int = 30, confidence: float = 95, top: int = 50) -> list[Word]:
    """What the program would say of these lines, letter by letter; `|` is a wide gap."""
    found = []
    for number, line in enumerate(lines):
        left = 40
        for letter in line:
            if letter in " |":
                left += 25 if letter == " " else 120
                continue
            place = {"left": left, "top": top + number * 60, "width": 16, "height": height}
            found.append(
                Word(text=letter, line=("1", "1", str(number)), confidence=confidence, **place)
            )
            left += 20
    return found


def pretend(monkeypatch, *lines: str, generation: int | None = 5) -> None:
    """A program of this generation that reads these lines in every picture; None: no program."""
    found = generation and Engine(command="-", generation=generation, languages="tha")
    monkeypatch.setattr("audit.extract.ocr_here.engine", lambda: found or None)
    monkeypatch.setattr("audit.extract.ocr.words", lambda *_: spelled(*lines))


def slow_program(folder: Path, seconds: int = 60) -> Path:
    """A program called tesseract that says it knows Thai and then never answers.

    It leaves its process id in the file this function names.
    """
    note = folder / "pid"
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'case "$1" in\n'
        "  --version) echo tesseract 5.3.0 ;;\n"
        "  --list-langs) echo tha ;;\n"
        f'  *) echo $$ > "{note}"; exec sleep {seconds} ;;\n'
        "esac\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return note
