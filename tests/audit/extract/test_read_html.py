"""A page as its reader sees it."""

import pytest

from audit.extract import extract
from rules.document import Kind, Legibility


def read(body: str, head: str = ""):
    return extract(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def seen(body: str):
    """(kind, text) of every block."""
    return [(block.kind.value, block.text) for block in read(body).blocks]


def links(body: str):
    return {
        block.text: (block.href, block.near)
        for block in read(body).blocks
        if block.kind is Kind.LINK
    }


def test_blocks_come_in_reading_order_with_their_heading():
    page = read("<p>นำ</p><h1>ภารกิจ</h1><p>หนึ่ง<br>สอง</p><h2>อำนาจ</h2><div>สาม</div>")
    assert [(b.kind.value, b.text, b.where) for b in page.blocks] == [
        ("text", "นำ", "ต้นหน้า"),
        ("heading", "ภารกิจ", "หัวข้อ ภารกิจ"),
        ("text", "หนึ่ง", "หัวข้อ ภารกิจ"),
        ("text", "สอง", "หัวข้อ ภารกิจ"),
        ("heading", "อำนาจ", "หัวข้อ อำนาจ"),
        ("text", "สาม", "หัวข้อ อำนาจ"),
    ]


def test_wording_is_kept_and_white_space_collapsed():
    assert seen("<p>  แผน\n\t<b>การ</b>ใช้  “จ่าย”&nbsp;๒๕๖๙ </p>") == [
        ("text", "แผน การใช้ “จ่าย” ๒๕๖๙")
    ]


def test_what_nobody_sees_is_left_out():
    page = read(
        "<script>var a='ลับ'</script><style>p{}</style><!-- ลับ --><template>ลับ</template>"
        "<input type=hidden value=ลับ><noscript>ลับ</noscript><textarea>ลับ</textarea><p>เปิด</p>"
    )
    assert [b.text for b in page.blocks] == ["เปิด"]


def test_a_link_for_keyboards_to_the_content_is_no_content():
    page = '<a href="#main">ข้ามไปยังเนื้อหา</a><a href="#c">Skip to main content</a>'
    document = read(page + '<a href="#five">ข้อ 5 กฎหมาย</a><p id="main">เนื้อหา</p>')
    words = " ".join(block.text for block in document.blocks)
    assert "ข้าม" not in words
    assert "Skip" not in words
    assert "กฎหมาย" in words


def test_noscript_counts_when_there_is_nothing_else():
    page = read("<noscript><p>แผนผังเว็บไซต์</p></noscript>")
    assert [b.text for b in page.blocks] == ["แผนผังเว็บไซต์"]


@pytest.mark.parametrize(
    "body",
    [
        "<div id=root></div><script src=app.js></script>",
        "<div id=app>กำลังโหลด…</div><script src=app.js></script><p>โปรดรอ</p>",
        "<app-root></app-root><script src=main.js></script><noscript>เปิด JavaScript</noscript>",
        "<script>location = '/home'</script>",
    ],
)
def test_a_page_that_programs_draw_is_unread_not_empty(body):
    page = read(body)
    assert (page.legibility, page.problem) == (Legibility.NONE, "unsupported")


def test_a_short_page_with_programs_is_still_a_page():
    page = read("<div id=app><p>ปิดปรับปรุง</p></div><script src=a.js></script>")
    assert page.problem is None


def test_a_page_that_sends_its_visitors_on_is_a_link():
    page = read("", '<meta http-equiv="Refresh" content="0; URL=/th/home">')
    assert [(b.kind, b.href) for b in page.blocks] == [(Kind.LINK, "/th/home")]


def test_title_or_else_the_first_heading():
    assert read("<h1>ก ข</h1>", "<title> หน้า\nหลัก </title>").title == "หน้า หลัก"
    assert read("<p>x</p><h1>ก ข</h1>").title == "ก ข"


def test_an_empty_page_says_so():
    page = read("<div>  </div>")
    assert (page.legibility, page.problem, page.blocks) == (Legibility.NONE, "empty", ())


@pytest.mark.parametrize(
    "body",
    [
        '<div role="heading" aria-level="2">หัวเรื่อง</div>',
        "<details><summary>หัวเรื่อง</summary></details>",
        "<fieldset><legend>หัวเรื่อง</legend></fieldset>",
        '<button data-bs-toggle="collapse" data-bs-target="#none">หัวเรื่อง</button>',
        '<div><a data-toggle="collapse" href="#none">หัวเรื่อง</a></div>',
        '<button aria-controls="x" aria-expanded="false">หัวเรื่อง</button>',
        "<p><strong>หัวเรื่อง</strong></p>",
        "<div><b><span>หัวเรื่อง</span></b></div>",
        "<h3><a href='#'>หัวเรื่อง</a></h3>",
    ],
)
def test_headings_of_every_kind(body):
    assert ("heading", "หัวเรื่อง") in seen(body)


def test_bold_words_inside_a_sentence_or_in_a_row_of_bold_lines_are_no_headings():
    assert seen("<p><b>หมายเหตุ</b> ข้อความ</p>") == [("text", "หมายเหตุ ข้อความ")]
    kinds = [kind for kind, _ in seen("<p><b>หนึ่ง</b></p><p><b>สอง</b></p>")]
    assert kinds == ["heading", "text"]


def test_a_paragraph_set_as_heading_is_text():
    assert seen(f"<h4>{'ยาว ' * 80}</h4>")[0][0] == "text"


def test_tabs_name_their_panels_although_all_buttons_come_first():
    page = read(
        '<ul><li><a data-toggle="tab" href="#a">ปี 2568</a></li>'
        '<li><a data-toggle="tab" href="#b">ปี 2569</a></li></ul>'
        '<div id="a"><p><a href="1.pdf">แผน</a></p></div>'
        '<div id="b"><p><a href="2.pdf">แผน</a></p></div>'
        "<p>ท้าย</p>"
    )
    wheres = {b.href: b.where for b in page.blocks if b.kind is Kind.LINK}
    assert wheres == {"1.pdf": "หัวข้อ ปี 2568", "2.pdf": "หัวข้อ ปี 2569"}
    assert page.blocks[-1].where == "ต้นหน้า"


def test_links_get_their_meaning_from_their_paragraph_item_or_row():
    found = links(
        "<p>คู่มือการปฏิบัติงาน <a href=a.pdf>ดาวน์โหลด</a></p>"
        "<p><a href=b.pdf>เปล่า</a></p>"
        "<ul><li>แผนปี 2569 <a href=c.pdf>เปิดดู</a></li></ul>"
        "<table><tr><td>O12<td>มาตรฐาน<td><a href=d.pdf>คลิก</a></tr>"
        "<tr><td>O13<td>x<td></tr></table>"
    )
    assert found == {
        "ดาวน์โหลด": ("a.pdf", "คู่มือการปฏิบัติงาน ดาวน์โหลด"),
        "เปล่า": ("b.pdf", ""),
        "เปิดดู": ("c.pdf", "แผนปี 2569 เปิดดู"),
        "คลิก": ("d.pdf", "O12 | มาตรฐาน | คลิก"),
    }


def test_a_spanned_cell_gives_meaning_to_every_row_beside_it():
    found = links(
        "<table><tr><th>ข้อ<th>เอกสาร<th>ไฟล์</tr>"
        "<tr><td rowspan=2>O9<td>ไตรมาส 1<td><a href=1.pdf>ไฟล์1</a></tr>"
        "<tr><td>ไตรมาส 2<td><a href=2.pdf>ไฟล์2</a></tr></table>"
    )
    assert found["ไฟล์2"] == ("2.pdf", "O9 | ไตรมาส 2 | ไฟล์2")


def test_nested_lists_carry_the_words_above():
    found = links(
        "<ul><li>O4 แผนยุทธศาสตร์<ul><li>ฉบับเต็ม <a href=1.pdf>เปิด</a></li>"
        "<li><a href=2.pdf>ฉบับย่อ</a></li></ul></li></ul>"
    )
    assert found["เปิด"] == ("1.pdf", "O4 แผนยุทธศาสตร์ › ฉบับเต็ม เปิด")
    assert found["ฉบับย่อ"] == ("2.pdf", "O4 แผนยุทธศาสตร์")


def test_a_card_names_its_only_link_but_a_list_of_links_does_not():
    card = "<div class=box><div>รายงานการประชุม</div><div><a href=1.pdf>อ่านต่อ</a></div></div>"
    assert links(card)["อ่านต่อ"] == ("1.pdf", "รายงานการประชุม อ่านต่อ")
    two = "<section><p>ก่อน</p><p><a href=1.pdf>หนึ่ง</a></p><p><a href=2.pdf>สอง</a></p></section>"
    assert links(two)["หนึ่ง"] == ("1.pdf", "")


@pytest.mark.parametrize(
    ("body", "href"),
    [
        ("<a href='a b.pdf'>x</a>", "a b.pdf"),
        ("<a href=\"javascript:window.open('f/x.pdf','_blank')\">x</a>", "f/x.pdf"),
        ("<a href=# onclick=\"window.open('x.pdf')\">x</a>", "x.pdf"),
        ("<button onclick=\"location.href='/form'\">x</button>", "/form"),
        ("<input type=button value=x onclick=\"window.location='/form'\">", "/form"),
        ("<div onclick=\"openPage('/p?id=1')\">x</div>", "/p?id=1"),
        ("<a href='javascript:void(0)'>x</a>", "javascript:void(0)"),
        ("<a href='#'>x</a>", "#"),
        ("<a href=''>x</a>", ""),
        ("<a href='x.pdf'><img alt=x src=i.png></a>", "x.pdf"),
        ("<a href='x.pdf' title=x></a>", "x.pdf"),
        ("<map><area href=x.pdf alt=x></map>", "x.pdf"),
        ("<select><option value='/y'>x</option></select>", "/y"),
        (
            "<iframe src='https://drive.google.com/f' title=x></iframe>",
            "https://drive.google.com/f",
        ),
        ("<object data='x.pdf' title=x></object>", "x.pdf"),
        ("<embed src='x.pdf' title=x>", "x.pdf"),
    ],
)
def test_targets_wherever_they_hide(body, href):
    assert links(body)["x"][0] == href


def test_frame_sets_are_links_to_their_frames():
    page = extract(
        b"<html><frameset cols=*><frame src=menu.html title=m>"
        b"<noframes><body>no frames</body></noframes></frameset></html>"
    )
    assert [(b.kind, b.href) for b in page.blocks] == [(Kind.LINK, "menu.html")]


def test_pictures_know_their_caption_width_and_neighbours():
    page = read(
        "<figure><img src=a.jpg alt=อาคาร width=640><figcaption>อาคารสำนักงาน</figcaption></figure>"
        "<div><img src=b.jpg style='width: 150px'><p>นายสมชาย ใจดี</p></div>"
        "<img src=data:image/gif;base64,AA data-src=c.png alt=แผนผัง><img src=t.gif width=1>"
    )
    pictures = {b.href: b for b in page.blocks if b.kind is Kind.PICTURE}
    assert (pictures["a.jpg"].text, pictures["a.jpg"].near) == ("อาคาร", "อาคารสำนักงาน")
    assert pictures["a.jpg"].width == 640
    assert (pictures["b.jpg"].near, pictures["b.jpg"].width) == ("นายสมชาย ใจดี", 150)
    assert pictures["c.png"].text == "แผนผัง"
    assert "t.gif" not in pictures
    assert ("caption", "อาคารสำนักงาน") in [(b.kind.value, b.text) for b in page.blocks]


def test_a_gallery_of_thousands_names_no_picture_by_its_neighbours():
    page = read("<div>" + "<a href=x><img src=a.jpg></a>" * 3000 + "</div>")
    pictures = [block for block in page.blocks if block.kind is Kind.PICTURE]
    assert len(pictures) == 3000
    assert {picture.near for picture in pictures} == {""}


def test_pages_saved_from_word_keep_their_lines():
    body = (
        "<xml><w:View>Normal</w:View></xml><p>แผน<o:p></o:p>ปฏิบัติ<st1:place>ราชการ</st1:place></p>"
    )
    assert seen(body) == [("text", "แผนปฏิบัติราชการ")]


def test_a_form_is_a_link_to_where_it_is_sent():
    page = read(
        "<h2>ร้องเรียนการทุจริต</h2><form action=/send><label>เรื่อง</label><textarea></textarea>"
        "<button type=submit>ส่งเรื่อง</button></form>"
        "<form action=/find role=search><input name=q><button>ค้นหา</button></form>"
    )
    forms = [(b.text, b.href) for b in page.blocks if b.near == "form"]
    assert forms == [("ส่งเรื่อง", "/send")]


def test_broken_markup_is_still_read():
    page = extract("<p>หนึ่ง<div>สอง</p></b><li>สาม<td>สี่<a href=x>ห้า".encode())
    text = " ".join(b.text for b in page.blocks)
    assert all(word in text for word in ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า"))


@pytest.mark.parametrize(
    "tag", ["div", "span", "font", "ul><li", "table><tr><td", "b", "object", "a"]
)
def test_absurd_nesting_is_read(tag):
    page = read(f"<{tag}>" * 3000 + "ลึก" + "<p><a href=x.pdf>ไฟล์</a>")
    assert "ลึก" in " ".join(block.text for block in page.blocks)


def test_markup_inside_a_null_byte_or_a_wrong_charset():
    body = "<meta charset=utf-8><p>ประกาศ\x00กรม</p>".encode("cp874")
    assert extract(b"<html>" + body).blocks[0].text == "ประกาศกรม"


def test_what_follows_an_embedded_file_is_not_inside_it():
    found = links("<embed src=a.pdf><p>ข่าว</p><a href=x>แผน</a>")
    assert {text: href for text, (href, _) in found.items()} == {"": "a.pdf", "แผน": "x"}
