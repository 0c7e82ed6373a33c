"""The public pages and the index: complete, offline, in order, from proofs alone."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from sample_report import SITE, report

import reports
from reports import as_index


@pytest.fixture(scope="module")
def pages() -> dict[str, BeautifulSoup]:
    with zipfile.ZipFile(io.BytesIO(reports.render(report(), "site"))) as packed:
        return {
            name: BeautifulSoup(packed.read(name).decode(), "lxml") for name in packed.namelist()
        }


def test_a_page_per_indicator_and_every_link_leads_somewhere(pages):
    assert list(pages) == [
        "index.html", "o1.html", "o2.html", "o6.html", "o11.html", "o20.html", "o21.html",
        "o23.html", "style.css",
    ]  # fmt: skip
    for name, page in pages.items():
        for node in page.find_all(href=True):
            target = node["href"]
            own = not urlsplit(target).scheme and not target.startswith("#")
            assert not own or target in pages, f"{name} → {target}"
        assert not page.find_all(["script", "img"]) and not page.find_all(src=True)


def test_the_public_pages_tell_proof_and_outcome_but_no_work(pages):
    text = pages["o2.html"].get_text(" ")
    assert "นายตัวอย่าง ใจดี อธิบดีกรมตัวอย่างบริการประชาชน" in text and "ไม่พบ" in text
    everything = " ".join(page.get_text(" ") for page in pages.values())
    for hidden in ("ทีมเว็บ", "#12", "ผ่อนผัน", "ใส่หมายเลขโทรศัพท์", "ยืนยันโดย", "กองแผนงาน", "/staff"):
        assert hidden not in everything


@pytest.mark.parametrize("name", ["index.html", "o1.html"])
def test_public_pages_have_what_screen_readers_need(pages, name):
    page = pages[name]
    assert page.html["lang"] == "th" and page.title.get_text() and page.main["id"] == "main"
    assert [len(page.find_all("h1")), page.find("a", class_="skip")["href"]] == [1, "#main"]
    levels = [int(node.name[1]) for node in page.find_all(["h1", "h2", "h3"])]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_index_is_in_the_order_of_the_pack_and_links_proofs_only():
    page = BeautifulSoup(as_index.fragment(report()), "lxml")
    items = page.select("li[data-oit-topic]")
    assert [item["data-oit"] for item in items] == [one.code for one in report().indicators]
    links = {item["data-oit"]: [a["href"] for a in item.find_all("a")] for item in items}
    assert links["o1"] == [f"{SITE}/about/structure", f"{SITE}/about/powers"]
    assert links["o11"] == [] and "ยังไม่มีข้อมูล" in items[3].get_text()
    assert all("scan.pdf" not in url for urls in links.values() for url in urls), "in doubt"
    assert not page.find_all(style=True) and not page.find("style"), "a CMS would strip it"


def test_the_linked_data_names_the_same():
    page = BeautifulSoup(reports.render(report(), "index").decode(), "lxml")
    data = json.loads(page.find("script").string)
    assert data["@context"] == "https://schema.org" and "DataCatalog" in data["@type"]
    items = data["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert data["numberOfItems"] == len(items)
    linked = [a["href"] for a in page.select("li li a")]
    named = [part["contentUrl"] for item in items for part in item["item"]["distribution"]]
    assert named == linked
    assert page.h1.get_text() == "OIT ปี 2569"
