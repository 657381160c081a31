"""Phrases that give boilerplate away, as data by label and language, and their matcher.

The data files and the pattern language are described in ``README.md`` beside this file.
"""

from boilerstrip.lexicon.matching import Match, announces_nothing, icon_phrases, match, may_open
from boilerstrip.lexicon.narration import is_narrated
from boilerstrip.lexicon.speech import addresses_reader, is_spoken

__all__ = [
    "Match",
    "addresses_reader",
    "announces_nothing",
    "icon_phrases",
    "is_narrated",
    "is_spoken",
    "match",
    "may_open",
]
