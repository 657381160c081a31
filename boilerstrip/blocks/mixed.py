"""Foreign text that markup or a dump has glued to a paragraph, cut off where the border is certain.

"Advertisement" in a ``<span>`` before the first word, "READ MORE: …" behind a ``<br>``, "Already a
subscriber? Sign in" after the last full stop of a dump's line: what is cut off is a block of its
own, and what is left must be a paragraph. This is done before blocks are judged, for neither the
network nor the rules can judge half of a block.

A border is an edge of an element, a line break or, where neither tells, the end of a sentence. The
text on one side of it must be phrases of the lexicon from end to end, and the paragraph begin or
end there as one does."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from boilerstrip.blocks.sentences import ends_sentence
from boilerstrip.lexicon import addresses_reader, is_spoken, match, may_open

# Text of a block, and whether it stands in a link.
Part = tuple[str, bool]

# Stands for a ``<br>`` among the parts; lxml trees cannot hold it.
BREAK = "\x00"
_LINE_BREAK: Part = (BREAK, False)

# A paragraph from which something may be cut has more letters than this, one without spaces
# between its words fewer: half a line of newspaper text.
MIN_PARAGRAPH = 40
MIN_UNSPACED_PARAGRAPH = 14
# Prompts that are glued to a paragraph are short: longest seen in the tables, and half as much.
MAX_FOREIGN = 200
# A row of prompts is no longer than this; to look through a longer text takes time by the letter.
MAX_PROMPTS = 4000
# Prompts say more in a sentence only where they speak to their reader.
PROMPT_SENTENCE = 80
# Elements or words from either end among which a border is looked for.
REACH = 10
# Share of a piece that stands in links for its first words to tell it whole.
LINKED = 0.6

# Kinds that are cut off at a line break. Captions, comments and menus are not: verse, addresses and
# lists have lines that look like them.
AT_BREAK = frozenset(
    "advert placeholder icon_legend subscriber_prompt newsletter related share interface "
    "consent".split()
)
# Kinds whose single words stand before a sentence in no prose. Of the others, a few words set off
# by markup may be a heading that runs into its paragraph ("Sign in" in instructions).
MARKERS = frozenset(("advert", "placeholder", "icon_legend"))
MIN_WORDS = 3
# Kinds that stand before a dump's sentence with no mark between, if they are as long as that.
IN_ROW = MARKERS | {"share", "interface"}
_OPENINGS = frozenset(("related", "subscriber_prompt", "newsletter"))

# "Loading..."
_GOING_ON = ("…", "...")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_OPENING_MARKS = "\"'“”„«»‘’「『（([—–-¿¡"
# Signs behind which a sentence goes on.
_NO_BEGINNING = frozenset(",.:;?")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？؟])[\"”’»“」』)]*\s+(?=\S)")
_NEXT_WORD = re.compile(r"\s(\S)")
# Quotation marks that open, and those that close.
_QUOTES = (("“", "”"), ("«", "»"), ("「", "」"))


def cut(parts: Sequence[Part]) -> Sequence[Sequence[Part]]:
    """The parts of a page's block as one block or several."""
    text = _text(parts)
    if len(text) < _least(text):
        return (parts,)  # there is no paragraph in it
    is_one_line = _LINE_BREAK not in parts
    pieces: list[list[Part]] = [list(parts)]
    if sum([not text.isspace() for text, _ in parts]) > 1:
        if is_one_line:
            pieces = _cut_ends(pieces[0], text)
        else:
            pieces = [piece for line in _lines(parts) for piece in line]
    if len(pieces) == 1 and is_one_line:
        return _cut_within(parts, text)
    return (parts,) if _is_one_prompt(text, list(map(_text, pieces))) else pieces


def _cut_within(parts: Sequence[Part], whole: str) -> list[list[Part]]:
    """The parts, whose text is ``whole``, cut where no markup tells of it, as a dump is."""
    rest = list(parts)
    pieces: list[list[Part]] = []
    for text in cut_line(whole)[:-1]:
        piece, rest = _split_behind(rest, len("".join(text.split())))
        # The words of a link go together: "Click here for the <a>Ferry Times</a>".
        is_in_link = rest and piece[-1][1] and rest[0][1] and rest[0][0].strip()
        if is_in_link and not ends_sentence(text):
            return [list(parts)]
        pieces.append(piece)
    return [*pieces, rest]


def _split_behind(parts: list[Part], chars: int) -> tuple[list[Part], list[Part]]:
    """The parts up to so many characters that are not white space, and those behind them."""
    for i, (text, is_linked) in enumerate(parts):
        visible = len("".join(text.split()))
        if visible >= chars:
            at = [n for n, letter in enumerate(text, 1) if not letter.isspace()][chars - 1]
            before, behind = (text[:at], is_linked), (text[at:], is_linked)
            return [*parts[:i], before], [behind, *parts[i + 1 :]]
        chars -= visible
    return parts, []


def _lines(parts: Sequence[Part]) -> Iterator[list[list[Part]]]:
    """Runs of lines, each cut at its ends; a foreign line is a run of its own."""
    lines = list(_split_at_breaks(parts))
    foreign = [len(lines) > 1 and _is_foreign(line, AT_BREAK) for line in lines]
    told = [_text(line) for line, is_foreign in zip(lines, foreign, strict=True) if not is_foreign]
    if len(lines) > 1 and not any(map(_is_paragraph, told)):
        yield [list(parts)]
        return
    run: list[Part] = []
    for line, is_foreign in zip(lines, foreign, strict=True):
        if is_foreign:
            if text := _text(run):
                yield _cut_ends(run, text)
            yield [line]
            run = []
        else:
            run += line
    if text := _text(run):
        yield _cut_ends(run, text)


def _split_at_breaks(parts: Sequence[Part]) -> Iterator[list[Part]]:
    line: list[Part] = []
    for part in parts:
        line.append(part)
        if part[0] == BREAK:
            yield line
            line = []
    if line:
        yield line


def _cut_ends(parts: list[Part], text: str) -> list[list[Part]]:
    """The parts of ``text``, with what is foreign cut off their ends at edges of elements."""
    # No rest ends as a paragraph does if the whole does not.
    first = min(REACH, len(parts) - 1) if ends_sentence(text) else 0
    for at in range(first, 0, -1):
        if _goes_on(parts[at][0]):
            continue
        rest = _text(parts[at:])
        if _begins(rest) and _is_marked(parts[:at]) and not _is_prompt(rest):
            return [parts[:at], *_cut_end(parts[at:])]
    return _cut_end(parts)


def _cut_end(parts: list[Part]) -> list[list[Part]]:
    for at in range(max(1, len(parts) - REACH), len(parts)):
        if parts[at - 1][0].rstrip()[-1:].isalnum():
            continue  # no sentence ends here
        rest = _text(parts[:at])
        if _ends(rest) and _is_foreign(parts[at:], AT_BREAK) and not _is_prompt(rest):
            return [parts[:at], parts[at:]]
    return [parts]


def cut_line(text: str) -> list[str]:
    """A line of a dump as one block or several."""
    if len(text) <= _least(text):
        return [text]
    head, rest = _cut_head(text)
    pieces = [*head, *_cut_tail(rest)]
    return [text] if _is_one_prompt(text, pieces) else pieces


def _cut_head(text: str) -> tuple[list[str], str]:
    if may_open(text):
        words = itertools.islice(_NEXT_WORD.finditer(text, 0, MAX_FOREIGN), REACH)
        for at in reversed([word.start(1) for word in words if _is_capital(word[1])]):
            rest = text[at:]
            if _begins(rest) and _is_row(text[:at]):
                return ([], text) if _is_prompt(rest) else ([text[:at].rstrip()], rest)
    return [], text


def _cut_tail(text: str) -> list[str]:
    for found in _SENTENCE_END.finditer(text, max(0, len(text) - MAX_FOREIGN)):
        at = found.end()
        rest = text[:at].rstrip()
        if _ends(rest) and may_open(text[at:]) and _is_tail(text[at:]):
            return [text] if _is_prompt(rest) else [rest, text[at:]]
    return [text]


def _is_tail(text: str) -> bool:
    """Whether a dump's sentence behind a paragraph is foreign.

    Shops end their paragraphs with an offer in a sentence of its own; an advertisement's marker is
    none. What stands in brackets is said of the sentence before.
    """
    kinds = AT_BREAK - {"advert"} if ends_sentence(text) else AT_BREAK
    return text[0] not in "(（" and _is_foreign([(text, False)], kinds)


def _is_capital(letter: str) -> bool:
    """Whether a sentence begins here: a capital, or a letter that has no space before it in one."""
    return letter.isupper() or (not letter.isascii() and _UNSPACED.match(letter) is not None)


def _text(parts: Sequence[Part]) -> str:
    if len(parts) == 1 and parts[0][0] != BREAK:
        return " ".join(parts[0][0].split())
    return " ".join("".join(" " if text == BREAK else text for text, _ in parts).split())


def _is_foreign(parts: Sequence[Part], kinds: frozenset[str]) -> bool:
    """Whether phrases of the kinds are all that the parts say."""
    text = _text(parts)
    if not text or len(text) > MAX_FOREIGN:
        return False
    linked = sum(len(part.strip()) for part, is_linked in parts if is_linked)
    for found in match(text, kinds):
        announces = text[found.span[1] - 1 :].lstrip().startswith((":", "："))
        opens = found.label in _OPENINGS and found.span[0] == 0 and found.phrase.startswith("^")
        if found.whole or (opens and (announces or linked >= LINKED * len(text))):
            return not is_spoken(text, found.language)
    return False


def _is_marked(parts: Sequence[Part]) -> bool:
    """Whether the parts are foreign enough to stand before a sentence with no line break."""
    text = _text(parts)
    if not text or len(text) > MAX_FOREIGN:
        return False
    if text[0] in "(（[" and text[-1] in ")）]":
        return _is_foreign(parts, MARKERS | {"caption"})
    if text.endswith(_GOING_ON):
        return _is_foreign(parts, AT_BREAK)
    # "Questions or comments?" belongs to the sentence behind it.
    return _is_foreign(parts, AT_BREAK - {"interface"} if _is_long(text) else MARKERS)


def _is_row(text: str) -> bool:
    """The same of a dump's line, in which nothing but the words tells where they end."""
    text = text.rstrip()
    if text.endswith((",", ";", "、")):
        return False
    if ends_sentence(text) or text.endswith(")"):
        return _is_marked([(text, False)])
    if not _is_foreign([(text, False)], IN_ROW if _is_long(text) else MARKERS):
        return False
    # "An icon of Saint", and who he is stands behind it.
    legends = match(text, ("icon_legend",))
    return not any(legend.phrase.rstrip("$").endswith("*") for legend in legends)


def _is_long(text: str) -> bool:
    return len(text.split()) >= MIN_WORDS or text.rstrip().endswith(_GOING_ON)


def _is_paragraph(text: str) -> bool:
    return len(text) >= _least(text) and ends_sentence(text)


def _least(text: str) -> int:
    if text.isascii() or not _UNSPACED.search(text):
        return MIN_PARAGRAPH
    return MIN_UNSPACED_PARAGRAPH


def _is_one_prompt(text: str, pieces: Sequence[str]) -> bool:
    """Whether a text in several pieces is a prompt as a whole, and no piece is a story's."""
    if len(pieces) == 1:
        return False
    longest = max(pieces, key=len)
    own = len(longest) > PROMPT_SENTENCE and not addresses_reader(longest)
    return not own and _is_prompt(text)


def _is_prompt(text: str) -> bool:
    """Whether a paragraph is foreign itself: prompts side by side are one block."""
    if len(text) > MAX_PROMPTS:
        return False
    return any(found.whole for found in match(text, AT_BREAK)) and not is_spoken(text)


def _begins(text: str) -> bool:
    """Whether a text is a paragraph from its first letter on."""
    if not _is_paragraph(text):
        return False
    first = text.lstrip(_OPENING_MARKS + " ")[:1]
    return bool(first) and not first.islower() and text[0] not in _NO_BEGINNING


def _goes_on(text: str) -> bool:
    """Whether a text that begins so is no paragraph, or not from its first letter on."""
    first = text.lstrip()[:1]
    return first.islower() or first in _NO_BEGINNING


def _ends(text: str) -> bool:
    """Whether a text is a paragraph that is finished, with no quotation left open."""
    if not _is_paragraph(text):
        return False
    if "„" in text:  # the mark that opens a quotation in English closes it here
        return text.count("„") <= text.count("“") + text.count("”")
    return all(text.count(opening) <= text.count(closing) for opening, closing in _QUOTES)
