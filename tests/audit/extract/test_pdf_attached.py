"""Files that travel inside a PDF are not read, and never passed over in silence."""

import io

import pypdfium2 as pdfium
from makers import Sheet, pdf

from audit.extract import extract


def test_files_attached_to_the_file_are_told():
    document = pdfium.PdfDocument(pdf(Sheet().text("ดูรายละเอียดในไฟล์แนบ")))
    document.new_attachment("plan.xlsx").set_data(b"PK")
    out = io.BytesIO()
    document.save(out)
    assert extract(out.getvalue()).problem == "partly"


def test_a_file_pinned_to_a_page_is_told():
    page = Sheet(notes=["/Subtype /FileAttachment /FS << /Type /Filespec /F (a.xlsx) >>"])
    assert extract(pdf(page.text("ดูรายละเอียดในไฟล์แนบ"))).problem == "partly"
