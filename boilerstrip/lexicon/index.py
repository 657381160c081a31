"""The phrases of all files, filed by what a text must hold for them to be worth a try."""

from __future__ import annotations

import functools
import itertools
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

from boilerstrip.lexicon.finder import Finder
from boilerstrip.lexicon.folding import Wording
from boilerstrip.lexicon.openings import Openings
from boilerstrip.lexicon.phrase import Phrase

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
    return list(
        itertools.chain.from_iterable(
            _read(folder.name, file.name.removesuffix(".txt"), file.read_text(encoding="utf-8"))
            for folder in sorted(folders, key=lambda entry: entry.name)
            for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
            if file.name.endswith(".txt")
        )
    )


def _read(label: str, language: str, text: str) -> Iterator[Phrase]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield Phrase(label, language, line)


class Index:
    """Gives the few phrases that a text could match, without a regular expression.

    A phrase is filed by the longest run of its words, which a text must hold side by side, and one
    without words, as a regular expression is, by its trigger.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        spaced: defaultdict[str, list[Phrase]] = defaultdict(list)
        unspaced: defaultdict[str, list[Phrase]] = defaultdict(list)
        triggered: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            if not phrase.probe:
                for trigger in phrase.triggers:
                    triggered[trigger].append(phrase)
            elif phrase.unspaced:
                unspaced[phrase.probe].append(phrase)
            else:
                spaced[phrase.probe].append(phrase)
        self._spaced = Finder(spaced)
        self._unspaced = Finder(unspaced)
        self._triggered = Finder(triggered)

    def worded(self, wording: Wording) -> list[Phrase]:
        """The phrases whose longest run of words a text holds."""
        found = self._spaced.within(wording.row)
        if wording.is_unspaced:
            found += self._unspaced.within(wording.folded)
        return found

    def triggered(self, wording: Wording) -> list[Phrase]:
        """The phrases without words of which a text holds a trigger, or several; each once."""
        return list(dict.fromkeys(self._triggered.within(wording.folded)))


@functools.lru_cache(maxsize=1)
def _once() -> tuple[Index, Openings]:
    phrases = read_phrases()
    return Index(phrases), Openings(phrases)


@functools.lru_cache(maxsize=1)
def _built() -> tuple[Index, Openings]:
    with _lock:  # or each of several threads might build its own
        return _once()


def index() -> Index:
    """The index of the packaged data, built on first use, once for all threads."""
    return _built()[0]


def openings() -> Openings:
    """The first words of the packaged data, built on first use, once for all threads."""
    return _built()[1]
