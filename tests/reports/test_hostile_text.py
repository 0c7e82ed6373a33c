"""What a site publishes does no harm in any format: one set of tries against every one of them."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from sample_report import HOSTILE, evidence, report

import reports
from reports import archive, as_clarification, as_index, as_site, safety
from reports.model import QuoteLine, Report
from tests.hostile import URLS

RIGHT_TO_LEFT = re.compile("[\u202a-\u202e\u2066-\u2069]")
HIDDEN = re.compile("[\U000e0000-\U000e007f]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def hostile() -> Report:
    """Harm in every field a site can fill, in elements of every outcome, and in the names."""
    made = report(hostile=True)
    bad = made.indicators[-1]
    outcomes = ("passed", "failed", "cant_tell", "untested", "inapplicable")
    elements = tuple(
        replace(
            one,
            outcome=outcomes[number % 5],
            quotes=(QuoteLine(url=URLS[number % len(URLS)], sha256="", where=text, text=text),),
            looked_at=URLS,
        )
        for number, (one, text) in enumerate(zip(bad.elements * 3, HOSTILE * 3, strict=False))
    )
    seen = tuple(
        replace(evidence("/x", text), url=url, way=(text, text))
        for url, text in zip(URLS, HOSTILE, strict=False)
    )
    bad = replace(bad, elements=elements, evidence=seen, owner=HOSTILE[0] + HOSTILE[10])
    passed = tuple(replace(one, outcome="passed") for one in elements)
    good = replace(bad, code="o27", elements=passed, state="ready")
    site = replace(made.site, name="".join(HOSTILE), url="javascript:alert(1)")
    pack = replace(made.pack, title=HOSTILE[0] + HOSTILE[1], source=HOSTILE[2])
    lines = (*made.indicators[:-1], bad, good)
    return replace(made, indicators=lines, site=site, pack=pack)


@pytest.fixture(scope="module")
def made() -> Report:
    return hostile()


def html_is_harmless(text: str, scripts: int = 0) -> None:
    page = BeautifulSoup(text, "lxml")
    assert len(page.find_all("script")) == scripts
    assert not page.find_all(["iframe", "object", "embed", "base", "form", "svg:script"])
    for node in page.find_all(True):
        assert not [name for name in node.attrs if name.startswith("on")], node
        for name in ("href", "src", "action", "xlink:href"):
            target = str(node.get(name, ""))
            if ":" in target.split("/", maxsplit=1)[0].split("#", maxsplit=1)[0]:
                assert target.startswith(("https://", "http://")), target


def parts(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            assert not name.startswith(("/", "\\")) and ".." not in name.split("/"), name
            yield name, packed.read(name).decode("utf-8")


def office_is_harmless(data: bytes) -> None:
    for name, text in parts(data):
        ET.fromstring(text)  # raises for letters that XML forbids
        assert "<f>" not in text and "<f " not in text, "no formula"
        if name.endswith(".rels"):
            assert 'TargetMode="External"' not in text, "no link to the outside"
        told = re.findall(r"<w:instrText[^>]*>([^<]*)<", text)
        assert set(told) <= {"PAGE"}, "no field made of text"


def said(format: str, data: bytes) -> str:
    if format == "pdf":
        with pypdfium2.PdfDocument(data) as pdf:
            return "".join(page.get_textpage().get_text_range() for page in pdf)
    if data[:2] == b"PK":
        return "".join(text for _, text in parts(data))
    return data.decode("utf-8-sig")


@pytest.mark.parametrize("format", reports.FORMATS)
def test_no_text_turns_round_or_controls(made, format):
    if format == "json":
        pytest.skip("the JSON is verbatim by promise")
    text = said(format, reports.render(made, format))
    assert not RIGHT_TO_LEFT.search(text)
    assert not HIDDEN.search(text), "no sentence that nobody sees"
    assert not CONTROLS.search(text.replace("\ufffe", ""))


@pytest.mark.parametrize("format", reports.FORMATS)
def test_nothing_runs_and_nothing_leads_astray(made, format):
    data = reports.render(made, format)
    file = reports.FORMATS[format].file
    if file.endswith(".html"):
        html_is_harmless(data.decode(), scripts=1)
    elif file.endswith((".docx", ".xlsx")):
        office_is_harmless(data)
    elif file.endswith(".zip"):
        for name, text in parts(data):
            if name.endswith(".html"):
                html_is_harmless(text)
    elif file.endswith((".svg", ".xml")):
        tree = ET.fromstring(data)
        assert not [node for node in tree.iter() if node.tag.endswith("script")]
        assert not [key for node in tree.iter() for key in node.attrib if key.startswith("on")]
    elif file.endswith(".pdf"):
        links = re.findall(rb"/URI\s*\(((?:[^()\\]|\\.)*)\)", data)
        assert all(link.startswith((b"http://", b"https://")) for link in links)
        assert b"/JavaScript" not in data and b"/Launch" not in data
    elif file.endswith(".csv"):
        cells = data.decode("utf-8-sig").replace('"', ",").split(",")
        assert not [cell for cell in cells if cell.startswith(("=cmd", "=HYPERLINK", "@SUM"))]
    else:
        assert json.loads(data)


def test_linked_data_cannot_end_its_script(made):
    page = BeautifulSoup(as_index.fragment(made), "lxml")
    (script,) = page.find_all("script")
    assert script["type"] == "application/ld+json"
    assert not re.search("[<>]", script.string)
    found = json.loads(script.string)
    urls = [
        part["contentUrl"]
        for item in found["itemListElement"]
        for part in item["item"]["distribution"]
    ]
    assert urls and all(safety.link(url) for url in urls)


def test_the_index_of_a_clarification_is_harmless(made):
    shown = safety.cleaned(made)
    line = shown.indicators[-1]
    quoted = line.elements[0].quotes[0]
    exhibits = tuple(
        as_clarification.Exhibit(
            url=url, file="files/01-x.html", pictures=("pictures/01.png",), fetched_at=text,
            sha256=text, problem="",
            proven=(as_clarification.Proven(element="e", says=text, quote=quoted),),
        )
        for url, text in zip(map(safety.plain, URLS), map(safety.plain, HOSTILE), strict=False)
    )  # fmt: skip
    text = as_clarification.render(shown, line, exhibits, HOSTILE[0]).decode()
    html_is_harmless(text)
    assert "<script>" not in text


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\x", "/abs", "C:\\x", "a\x00b", "\u202egpj.exe", "." * 9, "",
     "con:", "ก" * 500, "x/" * 99, " . "],
)  # fmt: skip
def test_names_in_a_zip_lead_nowhere(name):
    safe = archive.safe_name(name)
    assert safe and not set(safe) & set('/\\:\x00*?"<>|') and safe.strip(". ") == safe
    assert len(safe) <= 90


def test_pages_of_the_public_site_have_names_of_their_own(made):
    lines = tuple(
        replace(line, code=code)
        for line, code in zip(
            made.indicators, ["../x", "X", "x", "index", "", "ก", "a/b"], strict=False
        )
    )
    names = as_site.page_names(replace(made, indicators=lines))
    assert len({name.lower() for name in names.values()}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in names.values())
    assert "index.html" not in names.values()
