"""One line of the lexicon: what a text needs at least to hold it, and where it does."""

from __future__ import annotations

import functools
import itertools
import re

from boilerstrip.lexicon.expression import GAPS, compiled, is_name
from boilerstrip.lexicon.folding import APART, SIGNS, Wording, fold, words

# Languages whose words run together; their phrases match without word borders.
UNSPACED = frozenset({"ja", "zh"})
# In place of the first word of a phrase, where that is a number, and of its second, where it is not
# known: behind the first there is a gap, or nothing.
NUMBER = "#"
ANY = ""

# Kinds that stand in rows. A byline, a date or a credit holds names and numbers of any kind, so a
# row of those could be a sentence.
ROWS = frozenset(
    "icon_legend subscriber_prompt newsletter consent share advert related comment legal "
    "author_bio navigation interface".split()
)

Span = tuple[int, int]

_OPERATORS = re.compile(r"([*#@])")
# A gap, and the word that it touches.
_TOUCHED_GAP = re.compile(r"\w*[*#@]")
# Letters and spaces, and an apostrophe within a word: what can be found in a text as it is folded.
_WORDED = re.compile(r"[^\W_](?:[\w ']*[^\W_])?")
# With signs too, as ``SIGNS`` has them: what can be found in a text when its signs are so spelt.
_VARIANTS = "".join(v for sign, of in SIGNS.items() for v in of if len(v) == 1 and v != sign)
_PLAIN = re.compile(rf"[^*#@{re.escape(_VARIANTS)}]+")
_BEFORE_APART = re.compile(rf" (?=[{''.join(sorted(APART))}])")


class Phrase:
    """A line of ``<label>/<language>.txt``.

    Attributes:
        label, language: the names of the file's folder and of the file.
        line: the line as it stands in the file.
        is_regex: whether it is ``/trigger pattern``, a regular expression and not a phrase.
        at_start, at_end: whether it matches at the block's start, at its end, only.
        unspaced: whether its language writes without spaces.
        body: the folded phrase without its anchors.
        is_literal: whether it has no ``*``, ``#`` or ``@``.
        tokens: the literal words, in ja and zh the characters, that a text must hold to match.
        runs: words that stand side by side in all that it matches, in order, as in
            ``Wording.row``. Before a gap, which may be empty, the last of them may be the beginning
            of a word: buttons side by side are read as one, "Leave a replyCancel reply".
        is_tile: whether it may be one of several that a text consists of (see ``tiling``).
        opening: the first word of a tile, and the second if it must follow at once; for a number
            `NUMBER`. `ANY` stands for what is not known.
        probe: the longest of ``runs``, to be looked for first.
    """

    def __init__(self, label: str, language: str, line: str) -> None:
        self.label = label
        self.language = language
        self.line = line
        self.is_regex = line[0] == "/"
        self.at_start = line[0] == "^"
        self.at_end = line[-1] == "$"
        self.unspaced = language in UNSPACED
        self.body = fold(line[self.at_start : len(line) - self.at_end])
        self.is_literal = not _OPERATORS.search(self.body)
        self.is_tile = label in ROWS and not self.is_regex and self.body[0] not in "*@"
        self.tokens = self._split(self.body if self.is_literal else _OPERATORS.sub(" ", self.body))
        self.runs = self._runs() if self.tokens and not self.is_regex else ()
        self.opening = self._opening() if self.is_tile and self.tokens else (ANY, ANY)
        self.probe = self.runs[0] if len(self.runs) == 1 else max(self.runs, key=len, default="")

    def __repr__(self) -> str:
        return f"Phrase({self.label!r}, {self.language!r}, {self.line!r})"

    @property
    def triggers(self) -> tuple[str, ...]:
        """One of these the folded text must hold for a line without words to be tried.

        The triggers of a ``/`` line stand in it; a phrase such as ``© @$`` begins with its own.
        """
        if self.is_regex:
            return tuple(self.line[1:].split(" ", 1)[0].split(","))
        return (self.body[:1],)

    def _opening(self) -> tuple[str, str]:
        literal = self.tokens
        if self.body[0] == "#":
            following = self._split(_TOUCHED_GAP.split(self.body[1:], maxsplit=1)[0])
            return NUMBER, following[0] if following else ANY
        if not self.is_literal:
            literal = self._split(_TOUCHED_GAP.split(self.body, maxsplit=1)[0])
        return self.tokens[0], literal[1] if len(literal) > 1 else ANY

    def _split(self, body: str) -> tuple[str, ...]:
        found = words(body)
        return tuple("".join(found)) if self.unspaced else tuple(found)

    def _runs(self) -> tuple[str, ...]:
        if self.is_literal and not self.unspaced:
            return (f" {' '.join(self.tokens)} ",)
        split = _OPERATORS.split(self.body)
        if self.unspaced:
            return tuple(itertools.chain.from_iterable(map(words, split[::2])))
        runs: list[str] = []
        for piece, sign in itertools.zip_longest(split[::2], split[1::2]):
            if found := words(piece):
                is_cut = sign == "*" and piece[-1] == " " and piece[-2].isalnum()
                runs.append(f" {' '.join(found)}{'' if is_cut else ' '}")
        return tuple(runs)

    @functools.cached_property
    def _cut_words(self) -> tuple[str, ...]:
        """The last words of such runs, which stand somewhere as whole words, too."""
        return tuple(f" {run.split()[-1]} " for run in self.runs if run[-1] != " ")

    def may_match(self, wording: Wording) -> bool:
        """Whether a text has the words and signs for it, and begins and ends with them if it must.

        Far cheaper than an expression, which takes half a millisecond to compile.
        """
        if self.unspaced or self.is_regex:
            return self.may_stand_in(wording)
        head, tail, signs = self._borders
        if head == NUMBER:
            if not wording.row[1:2].isdigit():
                return False
        elif head and not wording.row.startswith(head):
            return False
        if tail and not wording.row.endswith(tail) and wording.row[-2] != "_":
            return False  # underscores are no word behind which a phrase ends
        for variants in signs:
            if not any(map(wording.folded.__contains__, variants)):
                return False
        return self.may_stand_in(wording)

    @functools.cached_property
    def _borders(self) -> tuple[str, str, tuple[tuple[str, ...], ...]]:
        """What the row of a text must begin and end with, and the signs that it must have."""
        head = tail = ""
        pieces = _OPERATORS.split(self.body)
        if self.at_start:
            head = NUMBER if self.body[0] == NUMBER else self.runs[0] if words(pieces[0]) else ""
        if self.at_end and words(pieces[-1]):
            tail = self.runs[-1]
        signs = {c for c in self.body if not (c.isalnum() or c.isspace() or c in "*#@_")}
        return head, tail, tuple(SIGNS.get(sign, (sign,)) for sign in sorted(signs))

    def may_stand_in(self, wording: Wording) -> bool:
        """Whether a text has the words for it, in order; cheaper than to look for it."""
        if self.unspaced:
            return all(run in wording.folded for run in self.runs)
        row, at = wording.row, 0
        for run in self.runs:
            at = row.find(run, at)
            if at < 0:
                return False
            at += len(run) - 1
        return all(word in row for word in self._cut_words)

    @functools.cached_property
    def letters(self) -> int:
        """How many letters its words have, 0 for a regular expression."""
        return 0 if self.is_regex else sum(map(len, self.tokens))

    @functools.cached_property
    def _plain(self) -> str:
        """Its words and signs, if there is nothing else but perhaps a gap behind; else empty."""
        if self.is_regex or self.unspaced:
            return ""
        plain = self.body.rstrip("*").rstrip(" ") if self._gap else self.body
        return _BEFORE_APART.sub("", plain) if _PLAIN.fullmatch(plain) else ""

    @functools.cached_property
    def _is_signed(self) -> bool:
        return _WORDED.fullmatch(self._plain) is None

    def _comparable(self, wording: Wording) -> str:
        """The text in which ``_plain`` can be found as it is written; empty if in none."""
        if not self._plain or not wording.is_even:
            return ""
        return wording.spelt if self._is_signed else wording.folded

    @functools.cached_property
    def _gap(self) -> re.Pattern[str] | None:
        """What it ends in, if that is a gap."""
        return GAPS.get(self.body.rpartition(" ")[2])

    @functools.cached_property
    def _is_one(self) -> bool:
        """Whether it can stand in one place of a text only, the start."""
        return self.at_start or (self.is_regex and self._source.startswith(r"\A"))

    @property
    def _source(self) -> str:
        return self.line.split(" ", 1)[1]

    @functools.cached_property
    def _written(self) -> re.Pattern[str]:
        return re.compile(f"({self._source})", re.DOTALL)

    def spans(self, wording: Wording) -> list[Span]:
        """Where it stands in a text.

        Raises:
            ValueError: a line that begins with ``/`` is no regular expression.

        >>> Phrase("related", "en", "^More from *$").spans(Wording("» More from the Arts"))
        [(2, 20)]
        """
        if text := self._comparable(wording):
            return self._plain_spans(text, wording.folded)
        pattern = self._pattern
        if self._is_one:
            one = pattern.match(wording.folded)
            return [one.span(1)] if one and self._names_fit(one, wording.text) else []
        found = pattern.finditer(wording.folded)
        return [one.span(1) for one in found if self._names_fit(one, wording.text)]

    @property
    def _pattern(self) -> re.Pattern[str]:
        if self.is_regex:
            return self._written
        return compiled(
            self.body, unspaced=self.unspaced, at_start=self.at_start, at_end=self.at_end
        )

    def end_at(self, wording: Wording, start: int) -> int | None:
        """Where it ends if it begins at ``start``, whatever stands beside it; ``None`` if not."""
        if text := self._comparable(wording):
            fits = text.startswith(self._plain, start)
            return self._plain_end(wording.folded, start) if fits else None
        pattern = compiled(self.body, unspaced=self.unspaced, at_start=False, at_end=False)
        found = pattern.match(wording.folded, start)
        return found.end(1) if found and self._names_fit(found, wording.text) else None

    def _plain_spans(self, text: str, folded: str) -> list[Span]:
        spans = []
        start = text.find(self._plain)
        while start >= 0:
            if self.at_start and any(map(str.isalnum, folded[:start])):
                break
            end = self._plain_end(folded, start)
            if end is None or (self.at_end and any(map(str.isalnum, folded[end:]))):
                start = text.find(self._plain, start + 1)
            else:
                spans.append((start, end))
                start = text.find(self._plain, end)
        return spans

    def _plain_end(self, folded: str, start: int) -> int | None:
        """Where the phrase ends whose words stand here, or ``None`` if they do not stand apart."""
        end = start + len(self._plain)
        if self._plain[0].isalnum() and _is_in_word(folded[start - 1 : start]):
            return None
        if self._gap:
            found = self._gap.match(folded, end)
            return found.end() if found else None
        return None if self._plain[-1].isalnum() and _is_in_word(folded[end : end + 1]) else end

    def _names_fit(self, found: re.Match[str], text: str) -> bool:
        """Whether what ``@`` stands for in a match are names, as the unfolded text writes them."""
        groups = range(2, 1 if self.is_regex else found.re.groups + 1)
        return all(is_name(text[slice(*found.span(group))]) for group in groups)


def _is_in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
