"""The phrases of all files, filed by what a text must hold for them to be worth a try."""

from __future__ import annotations

import functools
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources

from boilerstrip.lexicon.folding import Wording
from boilerstrip.lexicon.openings import Openings
from boilerstrip.lexicon.phrase import ANY, Phrase, Probed
from boilerstrip.lexicon.tiling import Tiling

# No whole-block phrase is longer (in characters without spaces).
_LONGEST_LITERAL = 120
# Words that are kept with the phrases that they may stand for; some 2 MB.
KNOWN_WORDS = 1 << 14
_PROSE_SIGNS = frozenset(".:()-")

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
        self._worded: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._prose: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._signed: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._spaced = _Shelf()
        self._unspaced = _Shelf()
        self._held = functools.lru_cache(maxsize=KNOWN_WORDS)(self._hold)
        spread = Counter(token for p in phrases if not p.is_regex for token in p.tokens)
        for phrase in phrases:
            if phrase.is_regex or not phrase.tokens:
                self._triggered(phrase.trigger)[phrase.trigger].append(phrase)
            else:
                shelf = self._unspaced if phrase.unspaced else self._spaced
                shelf.add(phrase, spread)
        # Prose has few of the signs that template code is made of.
        signs = {c for trigger in self._signed for c in trigger}
        telling = "".join(re.escape(c) for c in sorted(signs) if not _is_prose(c))
        self._sign = re.compile(f"[{telling}]" if telling else r"\Z.")
        self._in_word = re.compile("|".join(map(re.escape, self._worded)) or r"\Z.")

    def _triggered(self, trigger: str) -> defaultdict[str, list[Phrase]]:
        if trigger.isalnum():
            return self._worded
        return self._prose if all(map(_is_prose, trigger)) else self._signed

    def _hold(self, word: str) -> tuple[tuple[Phrase, ...], tuple[Probed, ...]] | None:
        """What a text with this word could match: by a trigger, and if it holds the probe too."""
        triggered: tuple[Phrase, ...] = ()
        if self._in_word.search(word):
            triggered = tuple(p for key, of in self._worded.items() if key in word for p in of)
        probed = tuple(self._spaced.anywhere.get(word, ()))
        return (triggered, probed) if triggered or probed else None

    def candidates(self, wording: Wording) -> list[Phrase]:
        """The phrases that a text may match."""
        folded, words = wording.folded, wording.words
        found: list[Phrase] = []
        for trigger, of in self._prose.items():
            if trigger in folded:
                found += of
        if self._sign.search(folded):
            found += (p for trigger, of in self._signed.items() if trigger in folded for p in of)
        if not words:
            return found
        following = words[1] if len(words) > 1 else ANY
        probed = [
            *self._spaced.first.at(words[0], following),
            *self._spaced.first.cut_at(words[0], following),
        ]
        # Each once, or a list of names said over and over would cost the square of its length.
        held = dict.fromkeys(filter(None, map(self._held, words)))
        probed += [item for _, of in held for item in of]
        whole = "".join(words) if len(folded) <= 2 * _LONGEST_LITERAL else ""
        found += self._spaced.whole.get(whole, ())
        if probed:
            row = wording.row
            found += [p for probe, p in probed if probe in row and p.may_stand_in(wording)]
        if wording.is_unspaced:
            found += self._unspaced_candidates(wording, whole)
        if held:
            found += (phrase for triggered, _ in held for phrase in triggered)
            found = list(dict.fromkeys(found))
        return found

    def _unspaced_candidates(self, wording: Wording, whole: str) -> Iterator[Phrase]:
        shelf, folded = self._unspaced, wording.folded
        yield from shelf.whole.get(whole, ())
        probed = [item for c in shelf.anywhere.keys() & folded for item in shelf.anywhere[c]]
        head = "".join(wording.words[:2])
        probed += shelf.first.at(head[0], head[1:2])
        for probe, phrase in probed:
            if probe in folded and phrase.may_stand_in(wording):
                yield phrase


def _is_prose(sign: str) -> bool:
    return sign.isalnum() or sign in _PROSE_SIGNS


class _Shelf:
    """The phrases of languages that are cut into tokens in the same way, with their probes."""

    def __init__(self) -> None:
        self.whole: defaultdict[str, list[Phrase]] = defaultdict(list)
        self.first = Openings()
        self.anywhere: defaultdict[str, list[Probed]] = defaultdict(list)

    def add(self, phrase: Phrase, spread: Counter[str]) -> None:
        """File the phrase by its whole, by its first tokens, or by its most telling one."""
        if phrase.at_start and phrase.at_end and phrase.is_literal:
            self.whole["".join(phrase.tokens)].append(phrase)
        elif phrase.at_start and phrase.body[0] not in "*@":
            self.first.add(phrase)
        else:
            telling = max(phrase.tokens, key=lambda token: (len(token), -spread[token], token))
            self.anywhere[telling].append((phrase.probe, phrase))


@functools.lru_cache(maxsize=1)
def _once() -> tuple[Index, Tiling]:
    phrases = read_phrases()
    return Index(phrases), Tiling(phrases)


@functools.lru_cache(maxsize=1)
def _built() -> tuple[Index, Tiling]:
    with _lock:  # or each of several threads might build its own
        return _once()


def index() -> Index:
    """The index of the packaged data, built on first use, once for all threads."""
    return _built()[0]


def tiling() -> Tiling:
    """The packaged phrases as tiles, built on first use, once for all threads."""
    return _built()[1]
