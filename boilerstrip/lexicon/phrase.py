"""One line of the lexicon: what it needs at least, and the expression that it stands for."""

from __future__ import annotations

import dataclasses
import functools
import re

from boilerstrip.lexicon.folding import fold, words

# Languages whose words run together; their phrases match without word borders.
UNSPACED = frozenset({"ja", "zh"})
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

_OPERATORS = re.compile(r"[*#@]")
_ITEM = re.compile(r"\s+|\*\*|[*#@]|\w+|.")
# A word of a gap holds no end of a sentence; a full stop after a single letter is an initial's.
_GAP_WORD = rf"(?:[^\s.!?。]|[.!?](?=\w)|(?<=\b\w)\.){{1,{WORD_CHARS}}}"
_NUMBER = r"\d+(?:[.,:]\d+)*"
_PUNCTUATION = {
    ":": r"\s*[:：]",
    "?": r"\s*[?？؟;;]",
    "!": r"\s*[!！]",
    ",": "[,，、،]",
    ".": "[.。]",
    "-": "[-‐‑–—]",
    "…": r"\s*(?:…|\.\.\.)",
}
_GAPS = frozenset(("*", "**"))
_BRINGS_SPACE = frozenset((":", "?", "!", "…"))
_LEAD = r"\A[\W_]*?"
_TAIL = r"(?=[\W_]*\Z)"


@dataclasses.dataclass(frozen=True)
class Phrase:
    """A line of ``<label>/<language>.txt``.

    Attributes:
        label, language: the names of the file's folder and of the file.
        line: the line as it stands in the file.

    Raises:
        ValueError: from ``pattern``, if a line that begins with ``/`` is no regular expression.
    """

    label: str
    language: str
    line: str

    @property
    def is_regex(self) -> bool:
        """Whether the line is ``/trigger pattern``, a regular expression and not a phrase."""
        return self.line.startswith("/")

    @property
    def at_start(self) -> bool:
        """Whether it matches at the block's start only."""
        return self.line.startswith("^")

    @property
    def at_end(self) -> bool:
        """Whether it matches at the block's end only."""
        return self.line.endswith("$")

    @property
    def unspaced(self) -> bool:
        """Whether its language writes without spaces."""
        return self.language in UNSPACED

    @property
    def trigger(self) -> str:
        """What the folded text must hold for a line without words to be tried.

        The trigger of a ``/`` line stands in it; a phrase such as ``© @$`` begins with its own.
        """
        return self.line[1:].split(" ", 1)[0] if self.is_regex else self.body[:1]

    @property
    def body(self) -> str:
        """The folded phrase without its anchors."""
        return fold(self.line.removeprefix("^").removesuffix("$"))

    @functools.cached_property
    def tokens(self) -> tuple[str, ...]:
        """The literal words, in ja and zh the characters, that a text must hold to match."""
        found = words(_OPERATORS.sub(" ", self.body))
        return tuple("".join(found)) if self.unspaced else tuple(found)

    @functools.cached_property
    def letters(self) -> int:
        """How many letters its words have, 0 for a regular expression."""
        return 0 if self.is_regex else sum(map(len, self.tokens))

    @functools.cached_property
    def needs(self) -> frozenset[str]:
        """``tokens`` as a set."""
        return frozenset(self.tokens)

    @property
    def is_literal(self) -> bool:
        """Whether the phrase has no ``*``, ``#`` or ``@``."""
        return not _OPERATORS.search(self.body)

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the phrase in folded text: group 1 is the phrase, further groups are names.

        >>> Phrase("related", "en", "^More from *$").pattern.search("» more from the arts").span(1)
        (2, 20)
        """
        if self.is_regex:
            return re.compile(f"({self.line.split(' ', 1)[1]})", re.DOTALL)
        lead = _LEAD if self.at_start else ""
        tail = _TAIL if self.at_end else ""
        return re.compile(f"{lead}({self._bordered()}){tail}")

    @functools.cached_property
    def tile(self) -> re.Pattern[str]:
        """Finds the phrase where others may stand beside it; groups as in ``pattern``."""
        return re.compile(f"({self._bordered()})")

    def _bordered(self) -> str:
        source = _source(self.body, self.unspaced)
        if not self.unspaced and (self.body[0].isalnum() or self.body[0] in "*@"):
            source = rf"(?<!\w){source}"
        if not self.unspaced and self.body[-1].isalnum():
            source = rf"{source}(?!\w)"
        return source

    def names_fit(self, found: re.Match[str], text: str) -> bool:
        """Whether what ``@`` stands for in a match are names, as the unfolded text writes them."""
        groups = range(2, 1 if self.is_regex else found.re.groups + 1)
        return all(is_name(text[slice(*found.span(group))]) for group in groups)


def _source(body: str, unspaced: bool) -> str:
    items = _ITEM.findall(body)
    parts: list[str] = []
    for i, item in enumerate(items):
        following = items[i + 1] if i + 1 < len(items) else ""
        if item.isspace():
            before_gap = following in _GAPS
            if (before_gap and not unspaced) or following in _BRINGS_SPACE:
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
            parts.append(_PUNCTUATION.get(item) or re.escape(item))
    return "".join(parts)


def _gap(unspaced: bool, *, leading: bool, rest: bool) -> str:
    if unspaced:
        return rf"[^.!?。！？\n]{{0,{UNSPACED_REST_CHARS if rest else UNSPACED_GAP_CHARS}}}"
    word = rf"{_GAP_WORD}\s+" if leading else rf"\s+{_GAP_WORD}"
    return rf"(?:{word}){{0,{REST_WORDS if rest else GAP_WORDS}}}"


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
