"""The phrases of all files, filed by what a text must hold for them to be worth a try."""

from __future__ import annotations

import functools
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources

from boilerstrip.lexicon.folding import is_unspaced, words
from boilerstrip.lexicon.phrase import Phrase
from boilerstrip.lexicon.tiling import Tiling

# A phrase filed here begins with a number.
_NUMBER = "#"
# No whole-block phrase is longer (in characters without spaces).
_LONGEST_LITERAL = 120

_lock = threading.Lock()


def read_phrases() -> list[Phrase]:
    """Every line of every data file, by label, language and place in the file.

    Files are ``<label>/<language>.txt`` in UTF-8; empty lines, and lines that begin with ``#``, are
    not phrases. The pattern language is described in ``README.md``:

    - a plain phrase matches as whole words, whatever their case, anywhere in the block;
    - ``^`` first: only at the block's start, ``$`` last: only at its end, punctuation aside;
    - ``*`` up to four words, ``#`` a number, ``@`` a name (capitalised words);
    - ``/trigger pattern`` a regular expression, tried on texts that hold the trigger.
    """
    folders = (entry for entry in resources.files(__package__).iterdir() if entry.is_dir())
    return [
        Phrase(folder.name, file.name.removesuffix(".txt"), line)
        for folder in sorted(folders, key=lambda entry: entry.name)
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".txt")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


class Index:
    """Gives the few phrases that a text could match, without a regular expression."""

    def __init__(self, phrases: list[Phrase]) -> None:
        triggered = [phrase for phrase in phrases if _is_triggered(phrase)]
        self._worded = [(p.trigger, p) for p in triggered if p.trigger[0].isalnum()]
        self._signed = [(p.trigger, p) for p in triggered if not p.trigger[0].isalnum()]
        signs = {re.escape(trigger[0]) for trigger, _ in self._signed}
        # Prose has few of the signs that template code begins with.
        self._sign = re.compile(f"[{''.join(signs)}]" if signs else r"\Z.")
        self._spaced = _Shelf()
        self._unspaced = _Shelf()
        spread = Counter(token for phrase in phrases for token in set(phrase.tokens))
        for phrase in phrases:
            if not _is_triggered(phrase):
                shelf = self._unspaced if phrase.unspaced else self._spaced
                shelf.add(phrase, spread)

    def candidates(self, folded: str, tokens: list[str]) -> Iterator[Phrase]:
        """The phrases that ``folded``, whose words are ``tokens``, may match."""
        for trigger, phrase in self._worded:
            if trigger in folded:
                yield phrase
        if self._sign.search(folded):
            for trigger, phrase in self._signed:
                if trigger in folded:
                    yield phrase
        if not tokens:
            return
        joined = "".join(tokens) if len(folded) <= 2 * _LONGEST_LITERAL else ""
        yield from self._spaced.candidates(joined, tokens[0], set(tokens))
        if is_unspaced(folded):
            yield from self._unspaced.candidates(joined, tokens[0][0], set(folded))


def _is_triggered(phrase: Phrase) -> bool:
    return phrase.is_regex or not phrase.tokens


class _Shelf:
    """The phrases of languages that are cut into tokens in the same way."""

    def __init__(self) -> None:
        self._whole: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._first: defaultdict[str, list[tuple[frozenset[str], Phrase]]] = defaultdict(list)
        self._anywhere: defaultdict[str, list[tuple[frozenset[str], Phrase]]] = defaultdict(list)

    def add(self, phrase: Phrase, spread: Counter[str]) -> None:
        """File the phrase by its whole, by its first token, or by its most telling one."""
        if phrase.at_start and phrase.at_end and phrase.is_literal:
            self._whole["".join(words(phrase.body))].append(phrase)
        elif phrase.at_start and phrase.body[0] not in "*@":
            first = _NUMBER if phrase.body[0] == "#" else phrase.tokens[0]
            self._first[first].append((phrase.needs, phrase))
        else:
            telling = max(phrase.needs, key=lambda token: (len(token), -spread[token], token))
            self._anywhere[telling].append((phrase.needs, phrase))

    def candidates(self, joined: str, first: str, tokens: set[str]) -> Iterator[Phrase]:
        """Those that a text of these tokens may match; ``joined`` is empty for a long text."""
        yield from self._whole.get(joined, ())
        for needs, phrase in self._first.get(_NUMBER if first[0].isdigit() else first, ()):
            if needs <= tokens:
                yield phrase
        for token in self._anywhere.keys() & tokens:
            for needs, phrase in self._anywhere[token]:
                if needs <= tokens:
                    yield phrase


@functools.lru_cache(maxsize=1)
def _built() -> tuple[Index, Tiling]:
    phrases = read_phrases()
    return Index(phrases), Tiling(phrases)


def index() -> Index:
    """The index of the packaged data, built on first use, once for all threads."""
    with _lock:
        return _built()[0]


def tiling() -> Tiling:
    """The packaged phrases as tiles, built on first use, once for all threads."""
    with _lock:
        return _built()[1]
