"""Paper made white: grain, shade and specks go, clean pages and coloured boxes stay."""

from ocr_makers import drawn
from PIL import Image, ImageChops, ImageDraw, ImageOps

from audit.extract.ocr_paper import on_white_paper, quantile

PAGE = drawn()
GREY = PAGE.point([50 + round(level * 0.68) for level in range(256)])


def paper(picture: Image.Image) -> int:
    """The grey of nearly all paper: what is darker is ink."""
    return quantile(picture.histogram(), 0.15)


def ink_beside(picture: Image.Image) -> float:
    """Share of dark pixels that are paper on the clean page."""
    dark = picture.point([255 if level < 128 else 0 for level in range(256)])
    wide = PAGE.point([0 if level < 250 else 255 for level in range(256)])
    beside = ImageChops.darker(dark, wide)
    return sum(beside.histogram()[255:]) / sum(dark.histogram()[255:])


def test_a_clean_page_only_gets_its_contrast():
    assert on_white_paper(PAGE).tobytes() == ImageOps.autocontrast(PAGE, cutoff=1).tobytes()


def test_grain_becomes_white_paper():
    grain = Image.effect_noise(GREY.size, 20)
    soiled = ImageChops.add(GREY, grain, offset=-128)
    assert paper(on_white_paper(soiled)) >= 200 > paper(soiled)


def test_a_shadow_over_half_the_page_goes():
    shadow = Image.linear_gradient("L").resize(GREY.size).point([120 + i // 2 for i in range(256)])
    shaded = ImageChops.multiply(PAGE, shadow)
    seen = on_white_paper(shaded)
    assert paper(seen) >= 250 > paper(shaded)
    assert seen.getextrema()[0] == 0
    assert ink_beside(seen) < 0.1


def test_specks_go_and_letters_stay():
    specky = PAGE.copy()
    pen = ImageDraw.Draw(specky)
    for x in range(5, specky.width, 23):
        for y in range(5, specky.height, 19):
            pen.rectangle((x, y, x + 1, y + 1), fill=0)
    assert ink_beside(specky) > 0.15
    assert ink_beside(on_white_paper(specky)) < 0.05
    clean = ImageOps.autocontrast(PAGE, cutoff=1).histogram()
    assert sum(on_white_paper(specky).histogram()[:128]) > 0.95 * sum(clean[:128])


def test_a_poster_only_gets_its_contrast():
    poster = Image.new("L", (1000, 1400), 215)
    pen = ImageDraw.Draw(poster)
    for top in range(100, 1200, 300):
        pen.rectangle((100, top, 900, top + 150), fill=120)
        pen.line((200, top + 60, 800, top + 60), fill=255, width=4)
    assert on_white_paper(poster).tobytes() == ImageOps.autocontrast(poster, cutoff=1).tobytes()
