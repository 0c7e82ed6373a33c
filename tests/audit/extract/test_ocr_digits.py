"""Thai digits that the OCR program cannot write are told by their shape; nothing else changes."""

import pytest
from PIL import Image

from audit.extract.ocr_digits import with_digits
from audit.extract.ocr_engine import Word
from audit.extract.ocr_shapes import DIGITS, SIDE, SIGNS, TILES, nearest

PACE = 30


def drawn(sign: str, column: int = 0) -> Image.Image:
    with Image.open(TILES) as sheet:
        x, y = column * SIDE, SIGNS.index(sign) * SIDE
        return sheet.convert("L").crop((x, y, x + SIDE, y + SIDE))


def page(signs: str, pace: int = PACE) -> Image.Image:
    picture = Image.new("L", (PACE * len(signs) + 80, 80), 255)
    for at, sign in enumerate(signs):
        picture.paste(drawn(sign), (40 + at * pace, 30))
    return picture


def words(seen: str) -> list[Word]:
    return [
        Word(text=sign, line=("1",), left=40 + at * PACE, top=30, width=SIDE, height=SIDE,
             confidence=95.0)
        for at, sign in enumerate(seen)
    ]  # fmt: skip


def read(printed: str, seen: str) -> list[Word]:
    return with_digits(words(seen), page(printed))


@pytest.mark.parametrize("digit", DIGITS)
def test_a_drawn_digit_is_nearest_to_itself(digit):
    assert nearest(drawn(digit, 3))[0][0] == digit


@pytest.mark.parametrize(
    ("printed", "seen"), [("๒๕๖๘", "๒๕๒๕"), ("๒๕๖๙", "๒๕๒๕"), ("๒๕๔๗", "๒๕๕๓"), ("๑๐๓", "๑๐๓")]
)
def test_digits_outside_the_alphabet_of_the_program(printed, seen):
    assert "".join(word.text for word in read(printed, seen)) == printed


@pytest.mark.parametrize("seen", ["กขค", "2569", "(1)"])
def test_what_has_no_thai_digit_stays(seen):
    assert read(seen, seen) == words(seen)


def test_a_number_whose_shapes_are_no_digits_stays():
    assert [word.text for word in read("กขค", "๑ขค")] == ["๑", "ข", "ค"]


def test_grain_is_no_full_stop():
    grainy = page("๒๕๖๘")
    for x in range(30, grainy.width, 7):
        grainy.paste(120, (x, 33 + x % 5, x + 2, 35 + x % 5))
    told = with_digits(words("๒๕๒๕"), grainy)
    assert "." not in "".join(word.text for word in told)
    assert len(told) == 4


def test_without_ink_the_words_stay():
    blank = Image.new("L", (300, 80), 255)
    assert [word.text for word in with_digits(words("๒๕๖"), blank)] == ["๒", "๕", "๖"]


def test_ink_too_faint_for_a_shape_leaves_the_digits_in_doubt():
    faint = page("๒๕๖๙").point([max(level, 170) for level in range(256)])
    told = with_digits(words("๒๕๒๕"), faint)
    assert "".join(word.text for word in told) == "๒๕๒๕"
    assert {word.confidence for word in told} == {60.0}


@pytest.mark.parametrize(
    ("printed", "seen"), [("๒๕๖๙", "๒๕๒๕"), ("๒๕๖๘", "๒๕๐๕"), ("๒๕๖๗", "๒๕๐๕")]
)
def test_digits_that_touch_are_parted(printed, seen):
    narrow = page(printed, pace=SIDE - 1)
    told = with_digits(words(seen), narrow)
    assert "".join(word.text for word in told) == printed


def unsure(text: str, signs: int, confidence: float) -> list[Word]:
    width = PACE * signs
    return [
        Word(text=text, line=("1",), left=40, top=30, width=width, height=SIDE,
             confidence=confidence)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "seen", "sure", "told"),
    [
        ("๑๖", "od", 75, "๑๖"),
        ("๙", "«", 90, "๙"),
        ("๑๖", "od", 97, "od"),
        ("กข", "od", 75, "od"),
        ("16", "16", 75, "16"),
    ],
)
def test_a_number_may_hide_in_latin_letters(printed, seen, sure, told):
    found = with_digits(unsure(seen, len(printed), sure), page(printed))
    assert "".join(word.text for word in found) == told


def test_fewer_signs_are_told_alike():
    all_of_them = [pair for pair in nearest(drawn("๖", 2)) if pair[0] in DIGITS]
    assert nearest(drawn("๖", 2), DIGITS) == all_of_them
