"""Tables of the sorts that agencies publish, made up, and the files that hold them.

Promises: the same tables every time; `grid` is what a reader should see. Refuses to know: readers.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
import typst
import xlsxwriter

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FONTS = '#set text(font: ("Garuda", "Loma", "Sarabun", "Noto Sans Thai"), size: 9pt)\n'
GOODS = ("กระดาษถ่ายเอกสาร", "หมึกพิมพ์", "น้ำมันเชื้อเพลิง", "ปรับปรุงถนนคอนกรีต", "จ้างเหมาทำความสะอาด",
         "ซ่อมแซมรถยนต์ส่วนกลาง", "วัสดุสำนักงาน", "จัดทำป้ายประชาสัมพันธ์")  # fmt: skip
SHOPS = ("ร้านทดสอบการค้า", "บริษัท ตัวอย่าง จำกัด", "หจก. สมมติก่อสร้าง", "ร้านน้ำใจพาณิชย์")
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")
WORK = ("อบรมคุณธรรมจริยธรรม", "จัดทำมาตรการไม่รับของขวัญ", "ประเมินความเสี่ยงการทุจริต", "เผยแพร่ผลการจัดซื้อ")
SERVICES = ("ชำระภาษีที่ดิน", "ขออนุญาตก่อสร้าง", "จดทะเบียนพาณิชย์", "ร้องเรียนร้องทุกข์", "ขอข้อมูลข่าวสาร")
MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that covers `wide` columns and `tall` rows."""

    text: str
    wide: int = 1
    tall: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A table; the first `header` of its rows are the header."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    header: int

    @property
    def grid(self) -> list[list[str]]:
        """All rows, merged cells repeated."""
        return [[cell.text for cell in row] for row in placed(self)]

    @property
    def truth(self) -> list[list[str]]:
        """The header as one row, then the rows."""
        head = zip(*self.grid[: self.header], strict=True)
        joined = [" ".join(dict.fromkeys(filter(None, column))) for column in head]
        return [joined, *self.grid[self.header :]]


def placed(made: Made) -> list[list[Cell]]:
    """The cell in every place."""
    width = sum(cell.wide for cell in made.rows[0])
    grid: list[list[Cell | None]] = [[None] * width for _ in made.rows]
    for number, row in enumerate(made.rows):
        for cell in row:
            column = grid[number].index(None)
            for below in range(number, min(number + cell.tall, len(grid))):
                grid[below][column : column + cell.wide] = [cell] * cell.wide
    return [[cell or Cell("") for cell in row] for row in grid]


def corners(made: Made) -> Iterator[tuple[int, int, Cell]]:
    """Row and column where each cell begins."""
    seen: set[int] = set()
    for number, row in enumerate(placed(made)):
        for column, cell in enumerate(row):
            if id(cell) not in seen:
                seen.add(id(cell))
                yield number, column, cell


def _procurement(seed: int, rows: int) -> Made:
    head = ("ลำดับที่", "งานที่จัดซื้อหรือจัดจ้าง", "วงเงิน (บาท)", "ราคากลาง (บาท)", "วิธีซื้อหรือจ้าง",
            "ผู้ได้รับการคัดเลือกและราคา", "เหตุผลที่คัดเลือก", "เลขที่และวันที่ของสัญญา")  # fmt: skip
    body = []
    for n in range(1, rows + 1):
        price = (seed * 7919 + n * 3571) % 480_000 + 950
        month, goods = MONTHS[n % 6], GOODS[(n + seed) % 8]
        body.append(
            (
                str(n),
                f"ซื้อ{goods}" if n % 3 else f"{goods} ประจำเดือน {month} 2569",
                f"{price:,}.00",
                f"{price:,}.00" if n % 4 else "-",
                ("เฉพาะเจาะจง", "คัดเลือก", "e-bidding")[n % 3],
                f"{SHOPS[n % 4]} {price - 50:,}.00",
                "ราคาต่ำสุด" if n % 5 else "",
                f"{n}/2569 ลว. {n % 28 + 1} {month} 68",
            )
        )
    return _made(f"procurement {seed}", [head], body, thai=seed % 3 == 0)


def _progress(seed: int, rows: int) -> Made:
    top = (Cell("ที่", tall=2), Cell("โครงการ/กิจกรรม", tall=2), Cell("งบประมาณ (บาท)", wide=2),
           Cell("ผลการดำเนินงาน", wide=2), Cell("หน่วยงาน", tall=2))  # fmt: skip
    under = tuple(map(Cell, ("ตั้งไว้", "เบิกจ่าย", "ไตรมาสที่ 1", "ไตรมาสที่ 2")))
    body: list[tuple[Cell, ...]] = []
    for n in range(rows):
        unit = (Cell(UNITS[n // 2 % 4], tall=2),) if n % 2 == 0 else ()
        money = (seed + n) * 12_500
        done = ("ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ", "")[(n + seed) % 3]
        body.append(
            (Cell(str(n + 1)), Cell(f"โครงการ{WORK[(n + seed) % 4]}"), Cell(f"{money:,}"),
             Cell(f"{money // 2:,}" if n % 3 else "0"), Cell("ดำเนินการแล้ว"), Cell(done), *unit)
        )  # fmt: skip
    return _thai(Made(f"progress {seed}", (top, under, *body), 2), thai=seed % 2 == 0)


def _statistics(seed: int, rows: int) -> Made:
    head = ("งานบริการ", *(f"{month} {68 + (n > 2)}" for n, month in enumerate(MONTHS)), "รวม (ราย)")
    body = []
    for n in range(rows):
        counts = [(seed * 31 + n * 17 + m * 7) % 140 for m in range(6)]
        body.append((f"{SERVICES[n % 5]} {n // 5 + 1}", *map(str, counts), f"{sum(counts):,}"))
    total = ("รวมทั้งสิ้น", *(str(sum(int(row[m]) for row in body)) for m in range(1, 7)), "")
    return _made(f"statistics {seed}", [head], [*body, total], thai=seed % 4 == 0)


def _made(
    name: str, head: Sequence[tuple[str, ...]], body: Sequence[tuple[str, ...]], *, thai: bool
) -> Made:
    rows = tuple(tuple(map(Cell, row)) for row in (*head, *body))
    return _thai(Made(name, rows, len(head)), thai=thai)


def _thai(made: Made, *, thai: bool) -> Made:
    if not thai:
        return made
    rows = tuple(
        tuple(Cell(cell.text.translate(THAI), cell.wide, cell.tall) for cell in row)
        for row in made.rows
    )
    return Made(made.name, rows, made.header)


def all_tables() -> list[Made]:
    """45 tables: short ones, and every fifth goes on over several pages."""
    return [
        make(seed, 46 if seed % 5 == 4 else 4 + seed % 7 * 2)
        for make in (_procurement, _progress, _statistics)
        for seed in range(15)
    ]


def as_html(made: Made) -> bytes:
    """A page with the table between two paragraphs."""
    rows: list[list[str]] = [[] for _ in made.rows]
    for number, _, cell in corners(made):
        tag = "th" if number < made.header else "td"
        span = (f' colspan="{cell.wide}"' if cell.wide > 1 else "") + (
            f' rowspan="{cell.tall}"' if cell.tall > 1 else ""
        )
        rows[number].append(f"<{tag}{span}>{escape(cell.text)}</{tag}>")
    lines = [f"<tr>{''.join(cells)}</tr>" for cells in rows]
    head, body = "".join(lines[: made.header]), "".join(lines[made.header :])
    style = "<style>td,th{border:1px solid;font:9pt Garuda}table{border-collapse:collapse}</style>"
    return (
        f"<!doctype html><meta charset=utf-8>{style}<h1>รายงาน</h1>"
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table><p>หมายเหตุ</p>"
    ).encode()


def as_docx(made: Made) -> bytes:
    """A Word file; the header is not marked as one, as in most files."""
    document = docx.Document()
    document.add_heading("รายงาน", 1)
    grid = placed(made)
    table = document.add_table(rows=len(grid), cols=len(grid[0]), style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for number, column, cell in corners(made):
        first = cells[number][column]
        if cell.wide > 1 or cell.tall > 1:
            bottom = min(number + cell.tall, len(grid)) - 1
            first = first.merge(cells[bottom][column + cell.wide - 1])
        first.text = cell.text
    document.add_paragraph("หมายเหตุ")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(made: Made) -> bytes:
    """A sheet with a title above; figures in Latin digits are numbers with a format."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("ข้อมูล")
        formats = {
            form: book.add_format({"num_format": form}) for form in ("#,##0", "#,##0.00", "0")
        }
        sheet.write(0, 0, "รายงาน")
        for number, column, cell in corners(made):
            top, left = number + 2, column
            if cell.wide > 1 or cell.tall > 1:
                bottom = min(number + cell.tall, len(made.rows)) + 1
                if bottom > top or cell.wide > 1:
                    sheet.merge_range(top, left, bottom, left + cell.wide - 1, cell.text)
                    continue
            plain = cell.text.replace(",", "")
            if plain.isascii() and plain.replace(".", "", 1).isdigit():
                form = "#,##0.00" if "." in plain else "#,##0" if "," in cell.text else "0"
                sheet.write_number(top, left, float(plain), formats[form])
            else:
                sheet.write_string(top, left, cell.text)
    return out.getvalue()


def as_pdf(made: Made, *, ruled: bool) -> bytes:
    """A report set by typst, across the page, the header again on every page."""
    cells: list[tuple[int, str]] = []
    for number, _, cell in corners(made):
        tall = min(cell.tall, len(made.rows) - number)
        text = cell.text.replace("\\", "\\\\").replace('"', '\\"')
        made_cell = f'table.cell(colspan: {cell.wide}, rowspan: {tall})[#"{text}"]'
        cells.append((number, made_cell))
    head = ", ".join(text for number, text in cells if number < made.header)
    body = ", ".join(text for number, text in cells if number >= made.header)
    stroke = "0.5pt" if ruled else "none"
    width = sum(cell.wide for cell in made.rows[0])
    return bytes(
        typst.compile(
            (
                '#set page(paper: "a4", flipped: true, margin: 1.5cm)\n'
                + FONTS
                + "= รายงานของหน่วยงาน\n"
                "ข้อความนำหน้าตารางที่ยาวพอสมควรเพื่อให้เห็นว่าเป็นย่อหน้าหนึ่งของเอกสารนี้\n\n"
                f"#table(columns: {width}, stroke: {stroke}, table.header({head}), {body})\n\n"
                "หมายเหตุ ข้อมูล ณ สิ้นไตรมาส\n"
            ).encode()
        )
    )


def converted(files: dict[str, bytes], to: str) -> dict[str, bytes]:
    """The same files saved by LibreOffice in another format; none where it is not installed."""
    if shutil.which("soffice") is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            f"{folder}/out",
        ]
        paths = [str(Path(folder) / name) for name in files]
        subprocess.run([*command, *paths], check=False, capture_output=True, timeout=600)
        return {path.stem: path.read_bytes() for path in Path(folder, "out").glob("*")}


def printed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Web pages printed by Chromium; none where it is not installed."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return {}
    found: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            page, out = Path(folder, f"{name}.html"), Path(folder, f"{name}.pdf")
            page.write_bytes(data)
            command = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
            command += [f"--user-data-dir={folder}/user", "--no-pdf-header-footer"]
            command += [f"--print-to-pdf={out}", page.as_uri()]
            subprocess.run(command, check=False, capture_output=True, timeout=120)
            if out.exists():
                found[name] = out.read_bytes()
    return found
