"""Thai wordings: the same words are found however damaged, other words are not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.thai import (
    SKELETON_FROM,
    Folded,
    contains,
    excerpt,
    fold,
    locate,
    similar,
    skeleton,
)

PHRASES = (
    "อำนาจหน้าที่",
    "แผนการดำเนินงานและการใช้งบประมาณประจำปี",
    "รายงานผลการกำกับติดตาม",
    "ข้อมูลผู้บริหาร",
    "คู่มือหรือแนวทางการปฏิบัติงาน",
    "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต",
    "การขับเคลื่อนนโยบาย No Gift Policy",
    "ช่องทางแจ้งเรื่องร้องเรียน",
    "สถิติการให้บริการ ปี ๒๕๖๙",
    "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม",
    "แผนปฏิบัติการป้องกันการทุจริต",
    "คู่มือหรือมาตรฐานการให้บริการ",
    "แผนพัฒนาบุคลากร",
)

PRIVATE = {
    "ิ": "\uf701",
    "ี": "\uf702",
    "่": "\uf70a",
    "้": "\uf70b",
    "์": "\uf70e",
    "ญ": "\uf70f",
    "ั": "\uf710",
}
TONES = "่้๊๋"
VOWELS = "ัิีึืุู"


def shifted(text: str) -> str:
    return "".join(PRIVATE.get(char, char) for char in text)


def swapped(text: str) -> str:
    """Every tone mark before the vowel it should follow."""
    chars = list(text)
    for at in range(len(chars) - 1):
        if chars[at] in VOWELS and chars[at + 1] in TONES:
            chars[at], chars[at + 1] = chars[at + 1], chars[at]
    return "".join(chars)


DAMAGE = {
    "as published": lambda t: t,
    "split sara am": lambda t: t.replace("ำ", "ํา"),
    "split sara am, tone inside": lambda t: t.replace("้ำ", "ํ้า").replace("ำ", "ํา"),
    "private use marks": shifted,
    "tone before vowel": swapped,
    "zero-width between letters": "\u200b".join,
    "soft hyphens and BOM": lambda t: "\ufeff" + "\u00ad".join(t),
    "spaces between letters": " ".join,
    "no-break spaces": lambda t: t.replace("า", "า\u00a0"),
    "a line broken": lambda t: t[:7] + "\n" + t[7:],
    "doubled sara e": lambda t: t.replace("แ", "เเ"),
    "Thai digits": lambda t: t.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
    "capitals and full width": lambda t: t.upper().replace("N", "Ｎ"),
    "quoted and dashed": lambda t: "“" + t.replace(" ", "-") + "”",
    "slips of the pen": lambda t: (
        t.replace("ฏ", "ฎ").replace("มาตรฐาน", "มาตราฐาน").replace("บุคลากร", "บุคคลากร")
    ),
    "marks doubled": lambda t: t.replace("้", "้้").replace("ี", "ีี"),
}
LOST = {
    "sara am as sara aa": lambda t: t.replace("ำ", "า"),
    "sara am apart": lambda t: t.replace("ำ", " า"),
    "sara aa as sara am": lambda t: t.replace("า", "ำ"),
    "no tone marks": lambda t: "".join(char for char in t if char not in TONES),
    "no marks at all": lambda t: "".join(char for char in t if char not in TONES + VOWELS + "์็"),
    "doubled sara aa": lambda t: t.replace("ำ", "ำา"),
    "sara aa before its ring": lambda t: t.replace("ำ", "าํ"),
}


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_harmless_differences_fold_away(phrase: str, damage: str) -> None:
    assert fold(DAMAGE[damage](phrase)) == fold(phrase)


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("damage", [*DAMAGE, *LOST])
def test_damaged_wordings_are_found_and_quoted_as_published(phrase: str, damage: str) -> None:
    damaged = {**DAMAGE, **LOST}[damage](phrase)
    text = f"กองกลาง: {damaged} (ฉบับจริง)"
    span = locate(text, phrase)
    assert span is not None
    assert skeleton(text[slice(*span)]) == skeleton(phrase)
    assert text[span[0]] not in TONES + VOWELS
    assert "กลาง" not in text[slice(*span)]
    assert "ฉบับ" not in text[slice(*span)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("รายงานผลการใช้จ่ายงบประมาณประจำปี", "แผนการใช้จ่ายงบประมาณประจำปี"),
        ("แผนการใช้จ่ายงบประมาณประจำปี", "รายงานผลการใช้จ่ายงบประมาณประจำปี"),
        ("สวน", "ส่วน"),
        ("กลม", "กลุ่ม"),
        ("ศาลาประชาคม", "ศาล"),
        ("การ์ดเชิญ", "การ"),
        ("ไตรมาสที่ 12", "ไตรมาสที่ 1"),
        ("ปี 2568", "ปี 2569"),
        ("หน้า 125690", "2569"),
        ("Kesar", "SAR"),
        ("SARSA", "SAR"),
        ("adopt oits", "doit"),
        ("", "แผน"),
        ("แผน", ""),
        ("แผน", " - "),
    ],
)
def test_other_words_are_not_found(text: str, phrase: str) -> None:
    assert not contains(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("แผนงาน", "แผน"),
        ("คู่มือSARของวิทยาลัย", "SAR"),
        ("OIT2569", "OIT"),
        ("ดู FAQs ได้ที่นี่", "FAQ"),
        ("Q & A", "Q&A"),
        ("ไตรมาสที่ 1/2569", "ไตรมาสที่ ๑"),
        ("e - Service", "E-Service"),
        ("organisation charts", "organisation chart"),
    ],
)
def test_short_and_foreign_words_are_found(text: str, phrase: str) -> None:
    assert contains(text, phrase)


def test_a_wording_after_some_words_does_not_count_but_the_next_one_does() -> None:
    not_after = ("รอง", "ผู้ช่วย", "อดีต")
    assert not contains("รองอธิบดี อดีต อธิบดี และผู้ช่วยอธิบดี", "อธิบดี", not_after=not_after)
    text = "รองอธิบดี ผู้ช่วยอธิบดี และอธิบดีกรม"
    assert locate(text, "อธิบดี", not_after=not_after) == (text.rindex("อธิบดี"), len(text) - 3)
    long = "รองผู้ว่าราชการจังหวัดและผู้ว่าราชการจังหวัด"
    assert locate(long, "ผู้ว่าราชการจังหวัด", not_after=("รอง",)) == (25, len(long))


def test_short_words_keep_their_marks() -> None:
    assert len(skeleton("กลุ่มงาน")) < SKELETON_FROM
    assert not contains("กลมงาน", "กลุ่มงาน")


def test_similar_needs_the_same_first_word() -> None:
    plan = "แผนการใช้จ่ายงบประมาณประจำปี"
    assert similar("แผนการใช้จ่ายงบประมณประจำปี 2569", plan) > 90
    assert similar("รายงานผลการใช้จ่ายงบประมาณประจำปี", plan) == 0
    assert similar("กำหนดการประชุม", plan) == 0
    assert similar("", plan) == 0


def test_an_excerpt_is_verbatim_and_short() -> None:
    text = "ก " * 200 + "อํานาจหน้าที่ของกรม" + " ข" * 200
    span = locate(text, "อำนาจหน้าที่")
    assert span is not None
    shown = excerpt(text, span, 80)
    assert shown in text
    assert "อํานาจหน้าที่" in shown
    assert len(shown) <= 80
    assert excerpt("สั้น ๆ", (0, 4)) == "สั้น ๆ"


def test_a_long_text_is_folded_once_for_many_phrases() -> None:
    text = Folded("รายงานผลการดำเนินงานและการใช้จ่ายงบประมาณ พ.ศ. ๒๕๖๙ ของกรมตัวอย่าง " * 3500)
    forms = text.fold, text.skeleton
    assert not any(text.contains(f"แผนปฏิบัติการประจำปีฉบับที่ {number}") for number in range(360))
    assert text.contains("การใช้จ่ายงบประมาณ พ.ศ. 2569")
    assert (text.fold, text.skeleton) == forms
    assert text.fold is forms[0]


LETTERS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.characters(min_codepoint=0xF700, max_codepoint=0xF71A),
        st.sampled_from(" \n\u200b\u00ad-./aZ0ßéﬁ½"),
    ),
    max_size=40,
)


@example("เ่เ")
@example("เ่เเ่เ")
@given(LETTERS | st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert skeleton(skeleton(text)) == skeleton(text)
    assert skeleton(fold(text)) == skeleton(text)


@given(st.lists(st.sampled_from(sorted({**DAMAGE, **LOST})), max_size=4), st.sampled_from(PHRASES))
def test_damage_upon_damage_is_still_found(names: list[str], phrase: str) -> None:
    damaged = phrase
    for name in names:
        damaged = {**DAMAGE, **LOST}[name](damaged)
    assert contains(f"ข้อ 1 {damaged} ของกรม", phrase)


@given(LETTERS, LETTERS)
def test_a_span_is_inside_the_text_and_holds_the_words(text: str, phrase: str) -> None:
    span = locate(text, phrase)
    if span:
        assert 0 <= span[0] < span[1] <= len(text)
        assert skeleton(phrase) in skeleton(text[slice(*span)])


def test_a_mark_between_two_sara_e_leaves_the_places_right() -> None:
    text = Folded("ก เ่เ ขคงจฉชซ")
    assert len(text.skeleton) == len(text._skeleton_map)
    span = text.locate("แขคงจฉชซ")
    assert span is not None and text.text[slice(*span)] == "เ่เ ขคงจฉชซ"
