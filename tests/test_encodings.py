"""The same page gives the same article in every encoding that can carry it."""

from __future__ import annotations

import codecs
import functools

import pytest
from test_decoding import TEXTS

from boilerstrip import Article, extract

# Encodings by what pages declare, with Python's name where it is another one.
ENCODINGS = {
    **dict.fromkeys(
        "utf-8 utf-16-le utf-16-be utf-32-le utf-32-be iso-8859-2 iso-8859-5 iso-8859-6 iso-8859-7 "
        "iso-8859-8 iso-8859-9 iso-8859-13 iso-8859-15 windows-1250 windows-1251 windows-1252 "
        "windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 "
        "koi8-r koi8-u ibm866 big5 euc-jp shift_jis iso-2022-jp euc-kr gbk gb18030".split()
    ),
    "windows-874": "cp874",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "big5-hkscs": "big5hkscs",
}
SCRIPTS = {
    **TEXTS,
    "iso-8859-15": "Le bac revient à l'île, et le cœur du village bat à nouveau: un billet coûte "
    "5 € et le capitaine a déjà reçu deux cents lettres. Personne n'y croyait plus. ",
    "windows-1257": "Keltas grįžo į salą, o gyventojai jo laukė krantinėje nuo pat ankstyvo ryto. "
    "Niekas nesitikėjo, kad atvyks ir svečių iš kaimyninės apylinkės, bet jų atvyko daug. ",
}
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
# What no page in an encoding of `TEXTS` is valid in.
LIES = ("utf-8", "utf-16", "no-such-encoding")


def page(text: str, declared: str | None) -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    paragraphs = "".join(f"<p>{text}{text}</p>" for _ in range(3))
    head = f"<!doctype html><html><head>{meta}<title>{text[:20]}</title></head>"
    return f"{head}<body><h1>{text[:20]}</h1>{paragraphs}"


@functools.cache
def expected(text: str) -> Article:
    return extract(page(text, None))


def carried(text: str, encoding: str) -> bool:
    try:
        return page(text, None).encode(encoding).decode(encoding) == page(text, None)
    except UnicodeError:
        return False


MATRIX = [
    (declared, encoding or declared, script)
    for declared, encoding in ENCODINGS.items()
    for script, text in SCRIPTS.items()
    if carried(text, encoding or declared)
]


def test_the_matrix_is_large_enough() -> None:
    assert len({declared for declared, _, _ in MATRIX}) >= 30 and len(MATRIX) >= 60


@pytest.mark.parametrize("declared", ENCODINGS)
def test_declared_in_the_page_or_by_the_caller(declared: str) -> None:
    rows = [(encoding, script) for name, encoding, script in MATRIX if name == declared]
    assert rows or declared in ("windows-1258", "iso-8859-9")
    for encoding, script in rows:
        text = SCRIPTS[script]
        assert extract(page(text, declared).encode(encoding)) == expected(text)
        assert extract(page(text, None).encode(encoding), encoding=declared) == expected(text)


@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("declared", [None, *LIES])
def test_declared_wrongly_or_not_at_all(encoding: str, declared: str | None) -> None:
    text = TEXTS[encoding]
    assert extract(page(text, declared).encode(encoding)) == expected(text)
    assert extract(page(text, declared).encode()) == expected(text)


@pytest.mark.parametrize("declared", ["iso-8859-1", "shift_jis", "windows-1251", "utf-16", "gbk"])
@pytest.mark.parametrize("script", TEXTS)
def test_utf8_is_known_whatever_is_declared(script: str, declared: str) -> None:
    text = TEXTS[script]
    assert extract(page(text, declared).encode()) == expected(text)


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("declared", [None, "utf-8", "utf-16", "windows-1252"])
def test_wide_encodings_with_and_without_a_mark(encoding: str, declared: str | None) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE,
             "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}  # fmt: skip
    for text in TEXTS.values():
        data = page(text, declared).encode(encoding)
        assert extract(data) == expected(text)
        if encoding in marks:
            assert extract(marks[encoding] + data) == expected(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16", *TEXTS])
@pytest.mark.parametrize("cut", [1, 2, 3, 5])
def test_a_character_torn_at_the_end_costs_no_more_than_itself(encoding: str, cut: int) -> None:
    text = TEXTS.get(encoding, TEXTS["cp932"])
    tail = "" if encoding in TEXTS else "😀"
    data = (page(text, None).removesuffix("</p>") + tail).encode(encoding)
    article = extract(data[:-cut])
    assert article.headline == expected(text).headline
    assert article.paragraphs[:-1] == expected(text).paragraphs[:-1]
    last, whole = article.paragraphs[-1], expected(text).paragraphs[-1]
    assert whole.startswith(last[:-1]) and len(last) >= len(whole) - 6


@pytest.mark.parametrize("script", TEXTS)
def test_a_page_that_was_decoded_wrongly_as_a_whole_is_read_as_meant(script: str) -> None:
    spoilt = page(TEXTS[script], None).encode().decode("latin-1")
    assert extract(spoilt, kind="html") == expected(TEXTS[script])
    assert extract(spoilt.encode()) == expected(TEXTS[script])


@pytest.mark.parametrize("script", ["cp1252", "cp1251", "cp932"])
def test_text_that_was_decoded_wrongly_in_a_page_is_left_as_it_is(script: str) -> None:
    text = TEXTS[script]
    spoilt = text.encode().decode("latin-1")
    article = extract((page(spoilt, "utf-8") + "<p>“That is all.”</p>").encode())
    # What looks like a control character is one, and goes; all else is there.
    kept = "".join(spoilt.split())
    assert "".join(article.blocks[1].text.split())[:40] == (kept + kept)[:40]
