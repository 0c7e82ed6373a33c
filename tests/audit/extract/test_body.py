"""What is stored is the document again."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.extract import extract, unread_document
from audit.extract.body import dump, load
from rules.document import Block, Document, Kind, Legibility, Table

words = st.text(max_size=20)
blocks = st.builds(
    Block,
    kind=st.sampled_from(Kind),
    text=words,
    where=words,
    href=st.none() | words,
    width=st.none() | st.integers(0, 5000),
    near=words,
    published=st.none() | words,
)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    row = st.tuples(*[words] * width)
    return Table(header=draw(row), rows=tuple(draw(st.lists(row, max_size=3))), where=draw(words))


documents = st.builds(
    Document,
    sha256=st.just("ab" * 32),
    media=words,
    legibility=st.sampled_from(Legibility),
    title=words,
    blocks=st.lists(blocks, max_size=5).map(tuple),
    tables=st.lists(tables(), max_size=2).map(tuple),
    problem=st.none() | st.sampled_from(["scan", "password", "broken"]),
    ocr_places=st.frozensets(words, max_size=3),
    repairs=st.lists(words, max_size=2).map(tuple),
)


@given(documents)
def test_roundtrip(document):
    assert load(document.sha256, dump(document)) == document


@given(documents)
def test_one_line_of_json(document):
    text = dump(document)
    assert "\n" not in text
    assert json.loads(text)["legibility"] == document.legibility.value


def test_defaults_are_left_out():
    assert dump(unread_document("00", "crash")) == (
        '{"media":"application/octet-stream","legibility":"none","problem":"crash"}'
    )
    block = Block(kind=Kind.TEXT, text="ก", where="หน้า 1")
    document = replace(extract("ก ข".encode()), blocks=(block,), title="")
    assert '"blocks":[["text","ก","หน้า 1"]]' in dump(document)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"legibility":"often"}', "{}"])
def test_a_damaged_body_is_an_error_not_a_document(text):
    with pytest.raises(ValueError):
        load("00", text)
