"""One row per element as CSV that opens in Excel on a Thai Windows with a double click.

Promises: UTF-8 with a byte order mark, one line per element, no cell that starts a formula. Refuses
to know: colours, sheets.
"""

from __future__ import annotations

import csv
import io

from reports.model import Report
from reports.rows import ELEMENT_COLUMNS, element_rows
from reports.safety import cleaned, csv_cell


def render(report: Report) -> bytes:
    """The report's elements; lines end with CR LF as RFC 4180 says."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ELEMENT_COLUMNS)
    for _, cells in element_rows(cleaned(report)):
        writer.writerow([csv_cell(text) for text in cells])
    return out.getvalue().encode("utf-8-sig")
