"""The language: the declaration, unless the letters of the text say otherwise."""

from __future__ import annotations

import pytest
from test_headline import TEXT, judged

from boilerstrip.fields import find

RUSSIAN = "<p>" + "Порт закрыли на три дня после шторма, а ремонт причала продлится до весны. " * 3
GERMAN = "<p>" + "Der Hafen blieb nach dem Sturm drei Tage lang geschlossen, sagte der Rat. " * 3
JAPANESE = "<p>" + "嵐のあと港は三日間閉鎖され、桟橋の修理は来年の春まで続く見通しです。" * 4


@pytest.mark.parametrize(
    ("page", "language"),
    [
        (f"<html lang='en'><body>{TEXT}", "en"),
        (f"<html lang='en-GB'><body>{TEXT}", "en-GB"),
        (f"<html><body>{TEXT}", "en"),
        (f"<html><body>{GERMAN}", "de"),
        (f"<html><body>{RUSSIAN}", "ru"),
        (f"<html lang='en'><body>{RUSSIAN}", "ru"),
        (f"<html lang='ru'><body>{TEXT}", "en"),
        (f"<html lang='en'><body>{JAPANESE}", "ja"),
        (f"<html lang='ja'><body>{JAPANESE}", "ja"),
        ("<html><body><p>Hi.", None),
    ],
)
def test_language(page: str, language: str | None) -> None:
    assert find(judged(page)).language == language
