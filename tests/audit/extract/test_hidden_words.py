"""What Word, slides, RTF and OpenDocument hold and do not show is not read."""

import io
import struct
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from makers import odf, pptx
from makers_ole import Para, doc, ppt

from audit.extract import extract

SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)
STYLES = """<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Too"><w:name w:val="Too"/><w:basedOn w:val="Gone"/></w:style>
<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Back"><w:name w:val="Back"/><w:basedOn w:val="Para"/>
<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>"""


def words(data, **more):
    return [block.text for block in extract(data, **more).blocks if block.text]


def word(inside, change=None):
    made = docx.Document()
    for target, xml in ((made.styles.element, STYLES), (made.element.body, inside)):
        for item in parse_xml(f"<w:root {SPACES}>{xml}</w:root>"):
            target.append(item)
    out = io.BytesIO()
    made.save(out)
    if change is None:
        return out.getvalue()
    new = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            archive.writestr(*change(name, old.read(name)))
        archive.writestr("word/page.htm", "<html><body><p>หน้าที่แทรก</p></body></html>")
    return new.getvalue()


def run(text, look="", paragraph=""):
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


WHITE = '<w:color w:val="FFFFFF"/>'
BLUE = '<w:shd w:val="clear" w:fill="1F4E79"/>'


@pytest.mark.parametrize(
    ("look", "paragraph", "seen"),
    [
        ('<w:rStyle w:val="Gone"/>', "", False),
        ('<w:rStyle w:val="Too"/>', "", False),
        ("", '<w:pStyle w:val="Para"/>', False),
        ('<w:vanish w:val="0"/>', '<w:pStyle w:val="Para"/>', True),
        ("", '<w:pStyle w:val="Back"/>', True),
        ('<w:sz w:val="2"/>', "", False),
        ('<w:sz w:val="12"/>', "", True),
        (WHITE, "", False),
        (WHITE + BLUE, "", True),
        (WHITE + '<w:highlight w:val="black"/>', "", True),
        (WHITE, BLUE, True),
    ],
)
def test_runs_of_word(look, paragraph, seen):
    found = words(word(run("แผน") + run("รายงาน", look, paragraph)))
    assert found == (["แผน", "รายงาน"] if seen else ["แผน"])


def test_white_words_with_a_colour_around_them():
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    row = cell.format(BLUE, run("ลำดับ", WHITE)) + cell.format("", run("ลับ", WHITE) + run("งบ"))
    assert words(word(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")) == ["ลำดับ | งบ"]
    styled = '<w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>'
    assert words(word(f"<w:tbl>{styled}<w:tr>{row}</w:tr></w:tbl>")) == ["ลำดับ | ลับ งบ"]
    behind = '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>'
    assert words(word(behind + run("ปกแผน", WHITE))) == ["ปกแผน"]


def test_boxes_and_ticks_are_read():
    sign = '<w:sym w:font="Wingdings" w:char="{}"/>'
    line = f"<w:r>{sign.format('F0FE')}<w:t>มี</w:t>{sign.format('F04A')}<w:t>ไม่มี</w:t></w:r>"
    assert words(word(f"<w:p>{line}</w:p>")) == ["☑มี ไม่มี"]


def test_revisions_of_word():
    cut = '<w:del w:author="ก"><w:r><w:delText>ลับ</w:delText></w:r></w:del>'
    new = '<w:ins w:author="ก"><w:r><w:t>ใหม่</w:t></w:r></w:ins>'
    gone = "<w:moveFrom><w:r><w:t>ลับ</w:t></w:r></w:moveFrom>"
    assert words(word(f"<w:p>{cut}{gone}{new}</w:p>")) == ["ใหม่"]


def test_the_strict_kind_and_a_main_part_of_another_name():
    def strict(name, part):
        usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        return name, part.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")

    def renamed(name, part):
        return name.replace("word/document.xml", "word/document2.xml").replace(
            "_rels/document.xml", "_rels/document2.xml"
        ), part.replace(b"word/document.xml", b"word/document2.xml")

    assert words(word(run("แผน"), strict)) == ["แผน"]
    assert words(word(run("แผน"), renamed)) == ["แผน"]


@pytest.mark.parametrize(
    ("target", "texts", "problem"),
    [("page.htm", ["แผน", "หน้าที่แทรก", "ท้าย"], None), ("none.bin", ["แผน", "ท้าย"], "partly")],
)
def test_a_page_inserted_into_word(target, texts, problem):
    def linked(name, part):
        if name == "word/_rels/document.xml.rels":
            sort = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
            one = f'<Relationship Id="chunk" Type="{sort}" Target="{target}"/>'
            part = part.replace(b"</Relationships>", one.encode() + b"</Relationships>")
        return name, part

    data = word(run("แผน") + '<w:altChunk r:id="chunk"/>' + run("ท้าย"), linked)
    assert words(data) == texts
    assert extract(data).problem == problem


@pytest.mark.parametrize("code", [0x083C, 0x0800])
def test_letters_of_an_old_word_file(code):
    hiding = struct.pack("<HB", code, 1)
    showing = struct.pack("<HB", code, 0)
    made = doc([Para("แผน\r"), Para("ลับ\r", letters=hiding), Para("ท้าย\r", letters=showing)])
    assert words(made) == ["แผน", "ท้าย"]


def test_word_documents_in_one_xml_file():
    inside = run("แผน") + run("ลับ", "<w:vanish/>") + run("ลับ", '<w:rStyle w:val="Gone"/>')
    body = f"<w:body>{inside}</w:body>"
    old = "http://schemas.microsoft.com/office/word/2003/wordml"
    of_2003 = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{old}"><w:styles>{STYLES}</w:styles>{body}</w:wordDocument>'
    )
    assert words(of_2003.encode(), name="a.doc") == ["แผน"]
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    parts = {"document": f"<w:document {SPACES}>{body}</w:document>"}
    parts["styles"] = f"<w:styles {SPACES}>{STYLES}</w:styles>"
    flat = "".join(
        f'<pkg:part pkg:name="/word/{name}.xml"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
        for name, xml in parts.items()
    )
    made = f'<pkg:package xmlns:pkg="{package}">{flat}</pkg:package>'.encode()
    assert words(made, name="a.xml") == ["แผน"]
    for other in (made.replace(b"w:document", b"w:presentation"), made[:200]):
        assert extract(other).problem == "unsupported"


def shape(text, more="", where=""):
    place = f"<a:xfrm>{where}</a:xfrm>" if where else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="n" {more}/><p:nvPr/></p:nvSpPr><p:spPr>{place}'
        f"</p:spPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def test_shapes_hidden_or_beside_the_slide():
    beside = '<a:off x="9999999" y="0"/><a:ext cx="10" cy="10"/>'
    inside = '<a:off x="-5" y="0"/><a:ext cx="10" cy="10"/>'
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="2" name="g" hidden="1"/></p:nvGrpSpPr>'
        f"{shape('ลับ')}</p:grpSp>"
    )
    slide = shape("ลับ", 'hidden="1"') + shape("ลับ", where=beside) + group
    made = pptx(slide + shape("แผน", where=inside) + shape("งบ"))
    sized = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(sized, "w") as new:
        for name in old.namelist():
            size = b'<p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
            new.writestr(name, old.read(name).replace(b"</p:presentation>", size))
    assert words(sized.getvalue()) == ["แผน", "งบ"]


def test_a_hidden_slide_of_an_old_presentation():
    document = extract(ppt(("แผน", "ก"), ("ลับ", "ลับ"), ("งบ", "ข"), hidden=(2,)))
    assert [(one.text, one.where) for one in document.blocks] == [
        ("แผน", "สไลด์ 1"),
        ("ก", "สไลด์ 1"),
        ("งบ", "สไลด์ 3"),
        ("ข", "สไลด์ 3"),
    ]


def rtf(inside):
    def letters(text):
        return "".join(f"\\'{byte:02x}" for byte in text.encode("cp874"))

    coded = "".join(letters(one) if one > "~" else one for one in inside)
    return f"{{\\rtf1\\ansi\\ansicpg874{{\\fonttbl{{\\f0\\fcharset222 A;}}}} {coded}}}".encode()


@pytest.mark.parametrize(
    "inside",
    [
        r"แผน\par\v ลับ\v0 งบ\par",
        r"แผน\par{\v\f0 {\b ลับ}}งบ\par",
        r"แผน\par\deleted ลับ\deleted0 งบ\par",
        r"แผน\par\v ลับ\plain งบ\par",
        r"แผน\par{\v \u3621?\u3633?\u3610?}งบ\par",
        r"แผน\par{\v ลับ\v0 งบ}\par",
    ],
)
def test_hidden_words_of_rtf(inside):
    assert words(rtf(inside)) == ["แผน", "งบ"]


def test_hidden_words_of_open_documents():
    style = (
        '<style:style style:name="{}" {}><style:text-properties text:display="{}"/></style:style>'
    )
    styles = style.format("H", "", "none") + style.format(
        "B", 'style:parent-style-name="H"', "true"
    )
    styles += '<style:style style:name="C" style:parent-style-name="H"/>'
    inside = (
        '<text:p>แผน<text:span text:style-name="H">ลับ</text:span>งาน</text:p>'
        '<text:p text:style-name="C">ลับ</text:p><text:p text:style-name="B">งบ</text:p>'
        '<text:section text:display="none"><text:p>ลับ</text:p></text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>ลับ</text:p>'
        '<text:p><text:hidden-text text:is-hidden="true">ลับ</text:hidden-text>ท้าย</text:p>'
    )
    assert words(odf("text", inside, styles)) == ["แผนงาน", "งบ", "ท้าย"]
