"""Pictures are made ready: straight, grey, of a good size, without ruled lines."""

import pytest
from ocr_makers import drawn
from PIL import Image, ImageDraw

from audit.extract.ocr_picture import (
    LONG_SIDE,
    is_blank,
    lies_on_its_side,
    prepared,
    shows_print,
    skew,
)


@pytest.mark.parametrize("angle", [0.0, 0.7, -1.4, 3.0, -5.0])
def test_a_page_is_turned_straight(angle):
    askew = drawn(dpi=100).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew(askew) == pytest.approx(-angle, abs=0.25)


def test_a_page_on_its_side_is_known():
    page = drawn(dpi=100)
    assert not lies_on_its_side(page)
    assert lies_on_its_side(page.rotate(90, expand=True))


def test_print_is_known_however_it_lies():
    page = drawn(dpi=100)
    assert shows_print(page)
    assert shows_print(page.rotate(90, expand=True))
    assert not shows_print(drawn("= ภาคผนวก", dpi=100))
    assert not shows_print(Image.effect_noise((600, 800), 90))


def test_ruled_lines_go_and_are_remembered():
    page = Image.new("L", (1600, 1600), 255)
    pen = ImageDraw.Draw(page)
    pen.line((100, 200, 1500, 200), fill=0, width=3)
    pen.line((800, 200, 800, 600), fill=0, width=3)
    pen.rectangle((300, 300, 320, 340), fill=0)
    ready = prepared(page)
    assert ready.picture.getpixel((700, 200)) == 255
    assert ready.picture.getpixel((310, 320)) < 100
    assert (ready.column(700, 400), ready.column(900, 400)) == (0, 1)
    assert ready.column(900, 99_999) == 0
    assert ready.is_parted(500, 150, 250)
    assert not ready.is_parted(500, 210, 250)
    assert not ready.is_parted(500, 250, 150)
    assert not ready.is_table(400)
    turned = ready.turned(90)
    assert turned.column(400, 1600 - 500) == 1
    assert turned.is_parted(400, 700, 900)


def test_thick_strokes_are_letters():
    page = Image.new("L", (1600, 1600), 255)
    ImageDraw.Draw(page).rectangle((700, 300, 730, 700), fill=0)
    assert prepared(page).picture.getpixel((715, 500)) < 100


def test_sizes_are_bounded():
    assert max(prepared(Image.new("L", (9000, 300), 200)).picture.size) <= LONG_SIDE
    assert prepared(Image.new("L", (500, 400), 255)).picture.size == (1000, 800)


def test_what_is_transparent_is_paper():
    clear = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    assert is_blank(prepared(clear).picture)
    palette = Image.new("P", (600, 400), 0)
    palette.info["transparency"] = 0
    assert is_blank(prepared(palette).picture)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"])
def test_every_sort_of_colour_is_read(mode):
    assert prepared(Image.new(mode, (400, 300))).picture.mode == "L"


def test_tiny_pictures_do_no_harm():
    assert prepared(Image.new("L", (1, 1), 0)).picture.size
    assert prepared(Image.new("L", (3000, 1), 0)).picture.size


@pytest.mark.parametrize("angle", [90, 270])
def test_a_short_page_on_its_side_is_not_skewed(angle):
    page = drawn("ประกาศเรื่องแผนปฏิบัติการป้องกันการทุจริต " * 3, dpi=100)
    sheet = Image.new("L", (827, 1169), 255)
    sheet.paste(page.crop((0, 0, 827, 200)))
    laid = sheet.rotate(angle, expand=True)
    assert skew(laid) == pytest.approx(0, abs=0.25)
    assert lies_on_its_side(laid)


def test_light_words_on_a_dark_ground_become_dark_ones():
    page = drawn(dpi=100)
    poster = page.point([255 - level * 4 // 5 for level in range(256)])
    ready = prepared(poster).picture
    assert sum(ready.histogram()[200:]) > ready.width * ready.height / 2
