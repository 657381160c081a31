"""Bytes of every sort become the text that their writer meant."""

from __future__ import annotations

import codecs
import logging
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import extract
from boilerstrip.document.decoding import clean, decode, read_text, unscramble, wide_encoding

TEXTS = {
    "cp1252": "Die Fähre nach Süden fährt wieder, schrieb die Gemeinde – „endlich“, hieß es. "
    "Über zwölf Jahre hatten die Bürger dafür geworben, größere Schäden gab es nie. ",
    "cp1250": "Łódź wróciła na wyspę, a mieszkańcy czekali na nabrzeżu już od świtu. Żaden z nich "
    "nie spodziewał się, że będą też goście z sąsiedniej gminy. Było głośno i wesoło. ",
    "cp1251": "Паром снова ходит к острову, и жители встречали его с самого утра. Никто не думал, "
    "что приедут гости из соседнего района, но приехали все. ",
    "koi8-r": "Паром снова ходит к острову, и жители встречали его с самого утра. Никто не думал, "
    "что приедут гости из соседнего района, но приехали все. ",
    "cp1253": "Το πλοίο γύρισε στο νησί και οι κάτοικοι το περίμεναν από νωρίς το πρωί στην "
    "προβλήτα. Κανείς δεν περίμενε τόσους επισκέπτες από τα γύρω χωριά. ",
    "cp1254": "Feribot adaya geri döndü; halk sabahın erken saatlerinden beri iskelede bekliyordu. "
    "Komşu köylerden bu kadar çok kişinin geleceğini kimse düşünmemişti, şaşırdılar. ",
    "cp1255": "המעבורת חזרה לאי והתושבים חיכו לה על הרציף כבר משעות הבוקר. "
    "איש לא חשב שיגיעו אורחים. ",
    "cp1256": "عادت العبارة إلى الجزيرة وكان السكان ينتظرونها على الرصيف منذ الصباح الباكر. ",
    "cp932": "島へのフェリーが再び運航を始め、住民は朝早くから桟橋で待っていた。"
    "隣の村からも客が来た。",
    "euc_jp": "島へのフェリーが再び運航を始め、住民は朝早くから桟橋で待っていた。"
    "隣の村からも客が来た。",
    "gb18030": "开往小岛的渡轮恢复了航行，居民们一大早就在码头等候，邻村也来了不少客人。",
    "big5hkscs": "開往小島的渡輪恢復了航行，居民們一大早就在碼頭等候，鄰村也來了不少客人。",
    "cp949": "섬으로 가는 여객선이 다시 운항을 시작했고 주민들은 이른 아침부터 부두에서 기다렸다.",
    "cp874": "เรือข้ามฟากกลับมาที่เกาะอีกครั้ง ชาวบ้านรอที่ท่าเรือตั้งแต่เช้าตรู่ ไม่มีใครคิดว่าจะมีแขกจากหมู่บ้านข้างเคียง",
}


def page(text: str, charset: str | None = None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<!doctype html><html><head>{meta}<title>x</title></head><body><p>{text * 4}</p></body>"


@pytest.mark.parametrize("encoding", TEXTS)
def test_legacy_encodings_are_detected(encoding: str) -> None:
    text = page(TEXTS[encoding])
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", TEXTS)
def test_legacy_encodings_are_read_as_declared(encoding: str) -> None:
    text = page(TEXTS[encoding][:20], encoding)
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", TEXTS)
def test_legacy_encodings_are_read_as_the_caller_says(encoding: str) -> None:
    text = TEXTS[encoding][:30]
    assert decode(text.encode(encoding), encoding) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [page("Grüße"), page(TEXTS["cp932"]), page(TEXTS["cp1251"])])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_wide_encodings_with_and_without_mark(encoding: str, text: str, mark: str) -> None:
    assert decode((mark + text).encode(encoding)) == text


def test_iso_2022_jp_is_recognised_by_its_escapes() -> None:
    assert decode(TEXTS["cp932"].encode("iso2022_jp")) == TEXTS["cp932"]


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1251", "shift_jis", "utf-16", "no-such"]
)
def test_valid_utf8_wins_over_a_lying_meta(declared: str) -> None:
    text = page("Grüße", declared)
    assert decode(text.encode()) == text


def test_declared_utf8_that_is_not_is_detected() -> None:
    text = page(TEXTS["cp1251"], "utf-8")
    assert decode(text.encode("cp1251")) == text


def test_a_mark_wins_over_the_caller_and_the_meta() -> None:
    text = page("Grüße", "cp1251")
    assert decode(codecs.BOM_UTF8 + text.encode(), "koi8-r") == text


def test_the_caller_wins_over_the_meta() -> None:
    text = page("Привет", "cp1252")
    assert decode(text.encode("cp1251"), "windows-1251") == text


def test_a_caller_who_is_wrong_is_not_believed() -> None:
    text = page("Grüße aus Łódź")
    assert decode(text.encode(), "ascii") == text
    assert decode(text.encode(), "utf-16") == text
    assert decode(page(TEXTS["cp1252"]).encode("cp1252"), "utf-8") == page(TEXTS["cp1252"])


def test_stray_bytes_in_utf8_are_windows_1252() -> None:
    data = "Grüße – schöne Öfen. ".encode() + b"It\x92s caf\xe9 time. " + "Über".encode()
    assert decode(data) == "Grüße – schöne Öfen. It’s café time. Über"


def test_a_torn_sequence_inside_utf8_is_one_replacement() -> None:
    data = "Grüße, schöne Öfen, ".encode() + b"\xe2\x80 " + "Übermut".encode()
    assert decode(data) == "Grüße, schöne Öfen, \ufffd Übermut"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_character_cut_at_the_end_is_dropped(cut: int) -> None:
    assert decode("Grüße 😀".encode()[:-cut]) == "Grüße "


def test_a_last_latin_letter_is_no_cut_character() -> None:
    assert decode(b"A night at the caf\xe9") == "A night at the café"


def test_only_shared_punctuation_is_windows_1252() -> None:
    assert decode(b"\x93It\x92s late\x94 \x96 she said") == "“It’s late” – she said"


@pytest.mark.parametrize(
    "name",
    ["no-such", "", "base64", "rot13", "undefined", "utf-7", "punycode", "a\0b", "ünï", "idna"],
)
def test_unknown_encodings_are_logged_and_ignored(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "boilerstrip"):
        assert decode("Grüße".encode(), name) == "Grüße"
    assert len(caplog.records) == 1


def test_aliases_of_the_web_are_known(caplog: pytest.LogCaptureFixture) -> None:
    assert decode(b"\x93Hi\x94", " ISO-8859-1 ") == "“Hi”"
    assert decode("渡轮".encode("gb18030"), "gb2312") == "渡轮"
    assert not caplog.records


def test_control_characters_go_and_white_space_stays() -> None:
    assert decode(b"a\0b\x01c\x1b[0m\x0b\td\r\n\f") == "abc[0m\td\r\n\f"
    assert clean("a\0b\x01\td") == "ab\td"


def test_halves_of_a_character_are_joined_or_replaced() -> None:
    assert clean("\ud83d\ude00 \ude00") == "😀 \ufffd"


def test_plain_zeros_are_not_utf16() -> None:
    assert wide_encoding(b"text" * 100 + b"\0" + b"text" * 100) is None
    assert decode(b"te\0xt") == "text"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "gb18030", "hz", "zlib"]))
def test_any_bytes_give_clean_text(data: bytes, encoding: str | None) -> None:
    text = decode(data, encoding)
    text.encode()
    assert not set(text) & {chr(code) for code in range(32) if chr(code) not in "\t\n\r\f"}


@given(st.text(max_size=200))
def test_any_text_comes_back_from_marked_utf8(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()) == text.translate(
        {code: None for code in range(32) if chr(code) not in "\t\n\r\f"}
    )


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_clean_does_nothing_twice(text: str) -> None:
    once = clean(text.lstrip("\ufeff"))
    assert clean(once) == once


def test_pages_read_as_latin_1_by_whoever_fetched_them() -> None:
    text = page("“Enfin”, dit la mairie – le bac de l’Île est là. ")
    scrambled = text.encode().decode("latin-1")
    assert unscramble(scrambled) == text
    assert [block.text for block in extract(scrambled, kind="html").blocks] == [
        block.text for block in extract(text.encode(), kind="html").blocks
    ]


@pytest.mark.parametrize("text", ["Ã¼ is what became of ü", "Ã¼", "“Ã¼â\x80\x93”", "caf\x85 é"])
def test_pages_about_scrambled_text_stay(text: str) -> None:
    assert unscramble(text) == text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_what_was_scrambled_comes_back_or_stays(text: str) -> None:
    scrambled = text.encode().decode("latin-1")
    assert unscramble(scrambled) in (text, scrambled)


def test_random_bytes_never_raise() -> None:
    source = random.Random(7)
    for size in (1, 3, 1000, 60_000):
        assert isinstance(decode(source.randbytes(size)), str)


@given(
    st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda t: t.encode("utf-8"))),
    st.sampled_from((None, "utf-8", " UTF8", "latin-1", "no such")),
)
def test_text_read_with_its_bytes_is_the_text_decoded(data: bytes, encoding: str | None) -> None:
    text, utf8 = read_text(data, encoding)
    assert text == decode(data, encoding)
    assert utf8 is None or utf8 == text.encode()


@given(st.text(st.characters(), max_size=60))
def test_text_read_with_its_bytes_is_the_text_cleaned(page: str) -> None:
    text, utf8 = read_text(page)
    assert text == clean(page)
    assert utf8 is None or utf8 == text.encode()


def test_pages_in_utf8_keep_their_bytes() -> None:
    page = "<p>Fähre</p>".encode()
    assert read_text(page) == ("<p>Fähre</p>", page)
    assert read_text(page, "UTF-8")[1] is page
