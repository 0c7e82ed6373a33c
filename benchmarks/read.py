"""Documents read per second and core, by format; and through the pool of workers.

Promises: made files of the size agencies publish (a page of 25 kB, a report of 12 pages with a
table on each, a sheet of 500 rows), read one by one in this process; each format's peak memory from
a process of its own. A folder of real files may be given; its files are counted by reader, and the
slowest are named. Refuses to know: what the documents are about.

    python -m benchmarks.read [FOLDER] [--seconds 3]
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import docx
import typst
import xlsxwriter

from audit.extract import extract, reader_of
from audit.extract.pool import ReaderPool

WORDS = (
    "แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. ๒๕๖๙", "รายงานผลการดำเนินงานตามแผนป้องกันการทุจริต",
    "ประกาศผู้ชนะการเสนอราคา จัดซื้อวัสดุสำนักงาน", "คู่มือการให้บริการประชาชนของกองคลัง",
)  # fmt: skip
HEADER = ("ลำดับ", "โครงการ", "งบประมาณ", "ผลการดำเนินงาน")


def row(number: int) -> tuple[str, str, str, str]:
    return str(number), WORDS[number % len(WORDS)], f"{number * 1250:,}", "อยู่ระหว่างดำเนินการ"


def page() -> bytes:
    """A page with a menu, paragraphs and an index table: about 25 kB."""
    menu = "".join(f'<li><a href="/p/{n}">{WORDS[n % 4]} {n}</a></li>' for n in range(60))
    text = "".join(f"<div class=c><p>{WORDS[n % 4]} {n}</p></div>" for n in range(50))
    rows = ("".join(f"<td>{cell}</td>" for cell in row(n)) for n in range(26))
    cells = "".join(f"<tr>{cells}<td><a href=x.pdf>เปิด</a></td></tr>" for cells in rows)
    body = f"<ul>{menu}</ul><h1>{WORDS[0]}</h1>{text}<table>{cells}</table>"
    return f"<!doctype html><title>ก</title><body>{body}".encode()


def report() -> bytes:
    """A PDF of twelve pages, with a ruled table on each; Thai needs a Thai font on the machine."""
    cells = ", ".join(f"[{cell}]" for n in range(12) for cell in row(n))
    part = f"= {WORDS[1]}\n{(WORDS[0] + ' ') * 40}\n#table(columns: 4, {cells})\n#pagebreak()\n"
    fonts = '#set text(font: ("Sarabun", "Garuda", "Loma", "Noto Sans Thai"), size: 12pt)\n'
    return bytes(typst.compile((fonts + part * 12).encode()))


def letter() -> bytes:
    made = docx.Document()
    for number in range(120):
        made.add_paragraph(f"{number} {WORDS[number % 4]} " * 3)
    table = made.add_table(rows=30, cols=4)
    for number, line in enumerate(table.rows):
        for cell, text in zip(line.cells, row(number), strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        tab = book.add_worksheet("งบ2569")
        tab.write_row(0, 0, HEADER)
        for number in range(500):
            tab.write_row(number + 1, 0, row(number))
    return out.getvalue()


def comma() -> bytes:
    return "\n".join(",".join(row(n)).replace(",", ";") for n in range(500)).encode("cp874")


MADE: dict[str, Callable[[], bytes]] = {
    "html 25 kB": page,
    "pdf 12 pages": report,
    "docx 4 pages": letter,
    "xlsx 500 rows": sheet,
    "csv 500 rows, cp874": comma,
}


def per_second(data: bytes, seconds: float) -> float:
    """Documents per CPU second."""
    extract(data, name="x.csv")
    start, count = time.process_time(), 0
    while (spent := time.process_time() - start) < seconds:
        extract(data, name="x.csv")
        count += 1
    return count / spent


def _peak(data: bytes, pipe: multiprocessing.connection.Connection) -> None:
    extract(data, name="x.csv")
    scale = 1 if sys.platform == "darwin" else 1024
    pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale)


def peak_memory(data: bytes) -> int:
    """Megabytes at the peak of a fresh process that reads this once."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_peak, args=(data, there))
    process.start()
    peak = int(here.recv())
    process.join()
    return peak // 1_000_000


def made(seconds: float) -> None:
    print(f"{'made file':<22}{'bytes':>10}{'blocks':>8}{'per core and second':>22}{'peak MB':>9}")
    for name, make in MADE.items():
        data = make()
        blocks = len(extract(data, name="x.csv").blocks)
        rate = per_second(data, seconds)
        print(f"{name:<22}{len(data):>10,}{blocks:>8,}{rate:>22,.1f}{peak_memory(data):>9,}")


def pooled(pages: int = 400) -> None:
    """The same page through the pool: what is left after processes and storing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_bytes(page())
        for workers in (1, 2):
            with ReaderPool(workers=workers) as pool:
                for number in range(workers * 2):
                    pool.submit(f"warm{number}", path)
                list(pool.wait())
                start = time.perf_counter()
                for number in range(pages):
                    pool.submit(str(number), path)
                count = sum(1 for _ in pool.wait())
                rate = count / (time.perf_counter() - start)
            print(
                f"pool of {workers}: {rate:,.1f} pages of 25 kB per second ({os.cpu_count()} cores)"
            )


def folder(root: Path) -> None:
    """Real files: how many, how fast, which were slowest."""
    spent: defaultdict[str, float] = defaultdict(float)
    count: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    for path in sorted(one for one in root.rglob("*") if one.is_file()):
        data = path.read_bytes()
        reader = reader_of(data, None, path.name)
        start = time.process_time()
        document = extract(data, name=path.name)
        took = time.process_time() - start
        spent[reader] += took
        count[reader] += 1
        problems[document.problem or "read"] += 1
        slowest.append((took, str(path.relative_to(root))))
    for reader, number in count.most_common():
        print(
            f"{reader:<12}{number:>7,} files{number / max(spent[reader], 1e-6):>12,.1f} per second"
        )
    print("  ".join(f"{problem}: {number:,}" for problem, number in problems.most_common()))
    for took, name in sorted(slowest, reverse=True)[:10]:
        print(f"{took:8.2f} s  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description="documents read per second")
    parser.add_argument("folder", nargs="?", type=Path, help="real files to read as well")
    parser.add_argument("--seconds", type=float, default=3.0, help="for each format")
    options = parser.parse_args()
    made(options.seconds)
    pooled()
    if options.folder:
        folder(options.folder)


if __name__ == "__main__":
    main()
