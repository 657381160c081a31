"""The phrases of all files, filed by what a text must hold for them to be worth a try."""

from __future__ import annotations

import functools
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources

from boilerstrip.lexicon.folding import Wording
from boilerstrip.lexicon.phrase import ANY, NUMBER, Phrase, Probed
from boilerstrip.lexicon.tiling import Tiling

# No whole-block phrase is longer (in characters without spaces).
_LONGEST_LITERAL = 120
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
        self._common: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._signed: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._spaced = _Shelf()
        self._unspaced = _Shelf()
        spread = Counter(token for p in phrases if not p.is_regex for token in p.tokens)
        for phrase in phrases:
            if phrase.is_regex or not phrase.tokens:
                filed = self._common if _is_common(phrase.trigger) else self._signed
                filed[phrase.trigger].append(phrase)
            else:
                shelf = self._unspaced if phrase.unspaced else self._spaced
                shelf.add(phrase, spread)
        signs = {re.escape(c) for trigger in self._signed for c in trigger if not _is_common(c)}
        # Prose has few of the signs that template code is made of.
        self._sign = re.compile(f"[{''.join(sorted(signs))}]" if signs else r"\Z.")

    def candidates(self, wording: Wording) -> Iterator[Phrase]:
        """The phrases that a text may match."""
        folded, tokens = wording.folded, wording.words
        for trigger in [trigger for trigger in self._common if trigger in folded]:
            yield from self._common[trigger]
        if self._sign.search(folded):
            for trigger in [trigger for trigger in self._signed if trigger in folded]:
                yield from self._signed[trigger]
        if not tokens:
            return
        joined = "".join(tokens) if len(folded) <= 2 * _LONGEST_LITERAL else ""
        opening = tokens[0], tokens[1] if len(tokens) > 1 else ANY
        yield from self._spaced.candidates(wording, joined, opening, unspaced=False)
        if wording.is_unspaced:
            opening = tokens[0][0], "".join(tokens[:2])[1:2]
            yield from self._unspaced.candidates(wording, joined, opening, unspaced=True)


def _is_common(trigger: str) -> bool:
    """Whether it is made of letters and of signs that prose has too."""
    return all(c.isalnum() or c in _PROSE_SIGNS for c in trigger)


class _Shelf:
    """The phrases of languages that are cut into tokens in the same way, with their probes."""

    def __init__(self) -> None:
        self._whole: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._first: defaultdict[tuple[str, str], list[Probed]] = defaultdict(list)
        self._anywhere: defaultdict[str, list[Probed]] = defaultdict(list)

    def add(self, phrase: Phrase, spread: Counter[str]) -> None:
        """File the phrase by its whole, by its first tokens, or by its most telling one."""
        if phrase.at_start and phrase.at_end and phrase.is_literal:
            self._whole["".join(phrase.tokens)].append(phrase)
        elif phrase.at_start and phrase.body[0] not in "*@":
            self._first[phrase.opening].append((phrase.probe, phrase))
        else:
            telling = max(phrase.tokens, key=lambda token: (len(token), -spread[token], token))
            self._anywhere[telling].append((phrase.probe, phrase))

    def candidates(
        self, wording: Wording, joined: str, opening: tuple[str, str], *, unspaced: bool
    ) -> list[Phrase]:
        """Those that a text with this opening may match; ``joined`` is empty for a long text."""
        row = wording.folded if unspaced else wording.row
        tokens = wording.folded if unspaced else wording.words
        first, following = opening
        first = NUMBER if first[0].isdigit() else first
        filed = [self._first.get((first, ANY), ())]
        if following != ANY:
            filed.append(self._first.get((first, following), ()))
        filed += [self._anywhere[token] for token in self._anywhere.keys() & tokens]
        found = [phrase for probed in filed for probe, phrase in probed if probe in row]
        return [
            *self._whole.get(joined, ()),
            *(phrase for phrase in found if phrase.may_stand_in(wording)),
        ]


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
