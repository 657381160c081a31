"""The regular expression that a phrase with gaps, names or punctuation stands for."""

from __future__ import annotations

import functools
import re

from boilerstrip.lexicon.folding import APART, SIGNS

# The words that "*" may stand for at most, and those that "@" may: two names with their particles.
GAP_WORDS = 4
NAME_WORDS = 8
# The words that "**", the rest of a sentence, may stand for. Sentences of prompts are shorter.
REST_WORDS = 40
# Longest run of characters taken for one word, or in ja/zh for a "*" or "@". It bounds the work on
# adversarial text; URLs are longer, but no phrase has one in a gap.
WORD_CHARS = 40
UNSPACED_GAP_CHARS = 16
UNSPACED_REST_CHARS = 80
# Words in lower case that stand in names and between them, in the lexicon's languages.
NAME_PARTICLES = frozenset(
    "a af al and av bin da das de del della den der di do dos du e el en et for i la le mit och og "
    "ten ter und van ve von vom y z и і та и".split()
)

_ITEM = re.compile(r"\s+|\*\*|[*#@]|\w+|.")
# A word of a gap holds no end of a sentence; a full stop after a single letter is an initial's. The
# one of Chinese stands outside of the set, for sets of more than two ranges that reach beyond
# Latin-1 make up most of the time that an expression takes to compile.
_GAP_WORD = rf"(?:(?!。)[^\s.!?]|[.!?](?=\w)|(?<=\b\w)\.){{1,{WORD_CHARS}}}"
_NUMBER = r"\d+(?:[.,:]\d+)*"
_GAPS = frozenset(("*", "**"))
_LEAD = r"\A[\W_]*?"
_TAIL = r"(?=[\W_]*\Z)"


def _gap(unspaced: bool, *, leading: bool, rest: bool) -> str:
    if unspaced:
        return rf"[^.!?。！？\n]{{0,{UNSPACED_REST_CHARS if rest else UNSPACED_GAP_CHARS}}}"
    word = rf"{_GAP_WORD}\s+" if leading else rf"\s+{_GAP_WORD}"
    return rf"(?:{word}){{0,{REST_WORDS if rest else GAP_WORDS}}}"


# What a phrase may end in, as expressions of its own.
GAPS = {
    "*": re.compile(_gap(False, leading=False, rest=False)),
    "**": re.compile(_gap(False, leading=False, rest=True)),
}

# Expressions that are kept compiled: 470 pages in many languages need 2,160. One takes half a
# millisecond and 3 KB.
COMPILED = 1 << 12


@functools.lru_cache(maxsize=COMPILED)
def compiled(body: str, *, unspaced: bool, at_start: bool, at_end: bool) -> re.Pattern[str]:
    """Finds a phrase in folded text: group 1 is the phrase, further groups are names.

    Args:
        body: the folded phrase without its anchors.
        unspaced: whether its language writes without spaces.
        at_start, at_end: whether nothing but signs may stand before it, and behind it.

    >>> found = compiled("more from *", unspaced=False, at_start=True, at_end=True)
    >>> found.search("» more from the arts").span(1)
    (2, 20)
    """
    source = _source(body, unspaced)
    if not unspaced and (body[0].isalnum() or body[0] in "*@"):
        source = rf"(?<!\w){source}"
    if not unspaced and body[-1].isalnum():
        source = rf"{source}(?!\w)"
    return re.compile(f"{_LEAD if at_start else ''}({source}){_TAIL if at_end else ''}")


def _source(body: str, unspaced: bool) -> str:
    items = _ITEM.findall(body)
    parts: list[str] = []
    for i, item in enumerate(items):
        following = items[i + 1] if i + 1 < len(items) else ""
        if item.isspace():
            before_gap = following in _GAPS
            if (before_gap and not unspaced) or following in APART:
                continue  # what follows brings its own spaces
            behind_gap = i == 1 and items[0] in _GAPS
            parts.append(r"\s*" if unspaced or behind_gap else r"\s+")
        elif item in _GAPS:
            parts.append(_gap(unspaced, leading=i == 0, rest=item == "**"))
        elif item == "@":
            parts.append(_name(unspaced))
        elif item == "#":
            parts.append(_NUMBER)
        else:
            parts.append(_sign(item) if item in SIGNS else re.escape(item))
    return "".join(parts)


def _sign(written: str) -> str:
    singles = sorted(variant for variant in SIGNS[written] if len(variant) == 1)
    # No more than two ranges each; "(?=.)" keeps them from being made one set again.
    sets = [f"[{re.escape(''.join(singles[i : i + 2]))}]" for i in range(0, len(singles), 2)]
    longer = [re.escape(variant) for variant in SIGNS[written] if len(variant) > 1]
    return (r"\s*" if written in APART else "") + f"(?:{'|(?=.)'.join(sets + longer)})"


def _name(unspaced: bool) -> str:
    if unspaced:
        return rf"([^.!?。！？:：\n]{{1,{UNSPACED_GAP_CHARS}}})"
    return rf"({_GAP_WORD}(?:\s+{_GAP_WORD}){{0,{NAME_WORDS - 1}}})"


def is_name(text: str) -> bool:
    """Whether every word is capitalised or a particle; scripts without case always pass.

    >>> is_name("Ada Byron and Ludwig van der Aa"), is_name("Tuesday it rained")
    (True, False)
    """
    return all(not word[0].islower() or word in NAME_PARTICLES for word in text.split())
