"""What the choosers look at: a judged page, and where its head lies."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from boilerstrip.blocks import Segmentation
from boilerstrip.document.embedded import Embedded
from boilerstrip.fields.finding import writes_month_first
from boilerstrip.fields.keys import key
from boilerstrip.scorer import Context

# A block at least as likely body as not counts as text when its label says so too.
BODY_SCORE = 0.5
# More other blocks than this between two parts of the text, the upper part no more than this share
# of its blocks, are the article's head rather than a break in the text.
ISLAND_GAP, ISLAND_SHARE = 4, 0.25
# Enough of the text to see which words it uses, in blocks.
TEXT_BLOCKS = 60
# The head (headline, byline, date) may have been judged text itself, but not further in than this:
# so many blocks, or more as long as they are shorter than a paragraph (in letters).
HEAD_IN_BODY, MOST_IN_BODY, PARAGRAPH = 3, 6, 80
# Blocks between the headline and the text: byline, date, share bar, caption, topics. Longer heads
# than this are menus.
HEAD_BEFORE_BODY = 40
# Blocks beneath the headline that are its head wherever the text was found.
BENEATH_HEADLINE = 6
# Without a text only the headline tells where the head is: so many blocks beneath it.
NO_BODY = 12
# An element with more blocks than this is not the home of one field, so its name says nothing
# of each block in it.
SMALL_ELEMENT = 4
# Addresses of copies in the Internet Archive.
ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+\w*/")
# Places of other articles' headlines, writers and dates.
FOREIGN = frozenset(
    "navigation related comment newsletter subscriber_prompt consent advert legal "
    "author_bio".split()
)


@dataclasses.dataclass(frozen=True)  # no slots, so that what is asked often is worked out once
class Page:
    """A segmented, judged page.

    Attributes:
        embedded: what the page says of itself in its head and in JSON-LD.
        segmentation: its blocks in document order.
        labels: for each block, the provisional label (a value of ``Label``).
        scores: for each block, the probability (0 to 1) of being body.
        context: facts of the elements around the blocks.
        url: where the page was found, if known.
        headlines: for each line of a dump the log-odds of being its headline; empty or ``None``
            where nothing judged that.
    """

    embedded: Embedded
    segmentation: Segmentation
    labels: Sequence[str]
    scores: Sequence[float]
    context: Context
    url: str | None
    headlines: Sequence[float | None] = ()

    @functools.cached_property
    def body(self) -> range:
        """From the first block of text to behind the last; empty, at the end, if there is none.

        Blocks judged body far above the text, across a gap, are left out.
        """
        labelled = [i for i, label in enumerate(self.labels) if label == "body"]
        found = [i for i in labelled if self.scores[i] >= BODY_SCORE]
        if not found:
            return range(len(self.labels), 0)
        return range(found[self._behind_islands(found)], found[-1] + 1)

    @functools.cached_property
    def tags(self) -> list[str]:
        """The tag of each block."""
        return [block.tag for block in self.segmentation.blocks]

    @functools.cached_property
    def text(self) -> str:
        """The beginning of the text, each word between spaces."""
        return " ".join([self.segmentation.blocks[i].text for i in self.body[:TEXT_BLOCKS]])

    def _behind_islands(self, found: list[int]) -> int:
        """How many of the body blocks stand alone above the text, as a prompt or a legend may."""
        most = int(ISLAND_SHARE * len(found))
        gaps = (n for n in range(most, 0, -1) if found[n] - found[n - 1] > ISLAND_GAP)
        return next(gaps, 0)

    def head(self, body: range, headline: int = -1) -> list[int]:
        """The blocks among which byline and date are looked for first.

        ``headline`` is the index of the headline's block, -1 if it is not visible.
        """
        found = self._heads.get(headline)
        if found is None:
            found = self._heads[headline] = self._head(body, headline)
        return found

    @functools.cached_property
    def _heads(self) -> dict[int, list[int]]:
        return {}

    def _head(self, body: range, headline: int) -> list[int]:
        if not body and headline >= 0:
            return list(range(headline + 1, min(len(self.labels), headline + 1 + NO_BODY)))
        first = body.start
        below = self.context.weights[first : first + MOST_IN_BODY]
        short = next((i for i, weight in enumerate(below) if weight >= PARAGRAPH), len(below))
        end = min(len(self.labels), first + max(HEAD_IN_BODY, short))
        around = range(max(0, first - HEAD_BEFORE_BODY), end)
        if headline < 0:
            return list(around)
        beneath = range(headline + 1, min(len(self.labels), headline + 1 + BENEATH_HEADLINE))
        return [*(i for i in beneath if i not in around), *around]

    def in_head(self, body: range, index: int, headline: int = -1) -> bool:
        """Whether a block is one of the head's."""
        if not body and headline >= 0:
            return headline < index <= headline + NO_BODY
        first = body.start
        if first - HEAD_BEFORE_BODY <= index < min(first + HEAD_IN_BODY, len(self.labels)):
            return True
        if headline >= 0 and headline < index <= headline + BENEATH_HEADLINE:
            return True
        return first < index < first + MOST_IN_BODY and index in self.head(body)

    def is_named(self, index: int, words: frozenset[str]) -> bool:
        """Whether an element that holds this block and little else is named by one of the words."""
        block = self.segmentation.blocks[index]
        if not words.isdisjoint(block.tokens):
            return True
        at = block.node
        while at >= 0:
            node = self.segmentation.nodes[at]
            if node.end - node.first > SMALL_ELEMENT:
                return False
            if not words.isdisjoint(node.tokens):
                return True
            at = node.parent
        return False

    def place(self, index: int) -> str | None:
        """What the elements around a block are named as (``Context.labels``)."""
        blocks = self.segmentation.blocks
        if not blocks:
            return None
        return self.context.labels[blocks[min(index, len(blocks) - 1)].node]

    @functools.cached_property
    def language(self) -> str:
        """The primary subtag of the declared language, ``""`` if none is declared."""
        return (self.embedded.language or "").replace("_", "-").partition("-")[0].lower()

    @functools.cached_property
    def writers(self) -> dict[int, list[str]]:
        """By block, the texts of the elements in it that are named for holding a writer's name."""
        found: dict[int, list[str]] = {}
        for mark in self.segmentation.marks:
            if mark.kind == "writer":
                found.setdefault(mark.block, []).append(mark.value)
        return found

    @functools.cached_property
    def month_first(self) -> bool:
        """Whether 3/5/2024 is the fifth of March to the page's readers."""
        return writes_month_first(self.embedded.language, self.host)

    @functools.cached_property
    def address(self) -> str:
        """The page's own address, not that of an archive's copy; ``""`` if it is not known."""
        return ARCHIVE.sub("", self.embedded.canonical or self.url or "")

    @functools.cached_property
    def host(self) -> str:
        """The host of the page's address without ``www.``, ``""`` if it is not known."""
        try:
            host = urlsplit(self.address).hostname or ""
        except ValueError:  # "http://[" and the like
            return ""
        return host.removeprefix("www.")

    @functools.cached_property
    def site_name(self) -> str:
        """The name of the site, ``""`` if it is not told."""
        return self.embedded.site_name or ""

    @functools.cached_property
    def site_keys(self) -> frozenset[str]:
        """Keys of the site's name and of the parts of its host."""
        names = {key(self.site_name), key(self.host), *map(key, self.host.split(".")[:-1])}
        return frozenset(name for name in names if len(name) > 1)

    def is_site(self, name: str) -> bool:
        """Whether a name is the site's, or begins or ends with it: "Post News" of post.example."""
        own = key(name)
        return own in self.site_keys or own.startswith(self._affixes) or own.endswith(self._affixes)

    @functools.cached_property
    def _affixes(self) -> tuple[str, ...]:
        """The keys that a name may begin or end with if it is the site's."""
        return tuple(site for site in self.site_keys if len(site) > 2)


def nearest(blocks: list[int], start: int, most: int) -> list[int]:
    """At most so many of the blocks, those nearest to where the text starts, in their order.

    >>> nearest([1, 5, 7, 9], 6, 2)
    [5, 7]
    """
    if len(blocks) <= most:
        return blocks
    return sorted(sorted(blocks, key=lambda i: abs(i - start))[:most])
