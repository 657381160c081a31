"""The pipeline: page → document → blocks → judgements → labels → fields → article."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from boilerstrip import document, fields, labels
from boilerstrip.article import Article, Block, Metadata
from boilerstrip.blocks import RawBlock, Segmentation, dom, dump, stored
from boilerstrip.document.limits import DEFAULT, Limits
from boilerstrip.document.paths import paths_of
from boilerstrip.labels.verdict import BODY
from boilerstrip.scorer import Context, Judgement, Told, judge, sureness, tuned_threshold

if TYPE_CHECKING:
    from boilerstrip.scorer.weights import Weights

_LOG = logging.getLogger("boilerstrip")

# Probability that a text which a page holds for its scripts as the article's is body, and what it
# weighs among reasons (log-odds): an estimate, as no labelled page is of this kind.
STORED = 0.9
STORED_WEIGHT = 2.2

# Probability from which a block is likely body.
LIKELY = 0.5

Kind = Literal["auto", "html", "text"]


def extract(
    page: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    encoding: str | None = None,
    threshold: float | None = None,
    explain: bool = False,
    weights: Weights | None = None,
    limits: Limits = DEFAULT,
) -> Article:
    """Extract the article of a web page, or of a text dump of one.

    Args:
        page: the page as ``str``, ``bytes`` or a parsed ``lxml`` element, which is not changed.
        url: the page's address; it helps to date the article and to resolve its links.
        kind: ``"html"``, ``"text"`` or ``"auto"``, which decides from the content.
        encoding: the character set of ``bytes`` as an HTTP header tells it. A byte order mark
            goes before it, what the page declares and what its bytes look like come after it.
        threshold: the probability (0 to 1) over which a block is body; by default 0.5, and less on
            pages that hold no clear article.
        explain: fill ``reasons`` and ``path`` of every block, and ``candidates``. Nothing else of
            the article changes by it.
        weights: the judge's, if you trained your own on documents of the page's kind; by default
            those of the package.
        limits: how large a page may be, and how much of it is read; of a page that was read in
            part ``metadata.truncated`` says so.

    Returns:
        The article. A page without one gives an ``Article`` with no paragraphs and a low
        ``confidence``.

    Raises:
        TypeError: ``page`` is of another type.
        ValueError: ``kind`` or ``threshold`` is none of the allowed values.
        PageTooLarge: the page is over ``limits.page_bytes``.

    >>> story = "<h1>Ferry returns</h1>" + "<p>The ferry sailed again on Monday, to cheers.</p>" * 3
    >>> extract(story).headline
    'Ferry returns'
    """
    if threshold is not None and not 0 <= threshold <= 1:
        raise ValueError(f"threshold must lie between 0 and 1, not {threshold!r}")
    source = document.load(page, kind=kind, encoding=encoding, url=url, limits=limits)
    segmentation = _segment(source, limits)
    context = Context.of(segmentation)
    told = Told.of(source.embedded)
    judgements = judge(segmentation, context, told, weights=weights, explain=explain)
    stored_in = _add_stored(segmentation, judgements, source, limits)
    if segmentation.stored is not None:
        context = Context.of(segmentation)
        judgements = judge(segmentation, context, told, weights=weights, explain=explain)
        evidence = (STORED_WEIGHT, f"the page shows no article; taken from {stored_in}")
        for i in range(segmentation.stored, len(judgements)):
            judgements[i] = Judgement(STORED, [evidence])
    truncated = tuple(dict.fromkeys(source.truncated + segmentation.truncated))
    if truncated:
        _LOG.warning("page read in part: over the limit of %s", ", ".join(truncated))
    least = tuned_threshold(context, judgements)
    verdicts = labels.assign(segmentation, context, judgements, least, explain=explain)
    found = fields.find(
        fields.Page(
            embedded=source.embedded,
            segmentation=segmentation,
            labels=[v.label for v in verdicts],
            scores=[v.score for v in verdicts],
            context=context,
            url=url,
            headlines=[judged.headline for judged in judgements],
        ),
        explain=explain,
    )
    if threshold is not None:
        # Only now, so that the fields do not depend on it: a headline found elsewhere would take
        # other blocks out of the body.
        verdicts = labels.assign(segmentation, context, judgements, threshold, explain=explain)
    labels.settle_head(context, verdicts, found.blocks)
    blocks = _blocks(segmentation.blocks, verdicts, is_html=source.is_html, explain=explain)
    return Article(
        headline=found.headline,
        byline=found.byline,
        authors=found.authors,
        date=found.date,
        modified=found.modified,
        standfirst=found.standfirst,
        paragraphs=tuple(block.text for block in blocks if block.label is BODY),
        language=found.language,
        confidence=sureness(blocks, is_dump=segmentation.is_dump, weights=weights),
        metadata=_metadata(source.embedded, truncated),
        blocks=blocks,
        candidates=found.candidates,
    )


def _add_stored(
    segmentation: Segmentation,
    judgements: Sequence[Judgement],
    source: document.Document,
    limits: Limits,
) -> str | None:
    """Where the article stands that a page holds as data only, once its blocks are added."""
    if source.root is None:
        return None
    likely = sum(
        block.chars
        for block, judged in zip(segmentation.blocks, judgements, strict=True)
        if judged.probability >= LIKELY
    )
    return stored.add(segmentation, likely, source.root, source.embedded, limits)


def _segment(source: document.Document, limits: Limits) -> Segmentation:
    if source.root is not None:
        return dom.segment(source.root, limits)
    return dump.segment(source.text or "", limits)


def _blocks(
    found: Sequence[RawBlock], verdicts: Sequence[labels.Verdict], *, is_html: bool, explain: bool
) -> tuple[Block, ...]:
    judged = zip(found, verdicts, strict=True)
    if not explain:
        return tuple(Block(raw.text, v.label, v.score, raw.tag) for raw, v in judged)
    sources = [raw.source for raw in found]
    paths = paths_of(sources) if is_html else dict(zip(sources, map(str, sources), strict=True))
    return tuple(
        Block(raw.text, v.label, v.score, raw.tag, v.reasons, paths[raw.source])
        for raw, v in judged
    )


def _metadata(embedded: document.Embedded, truncated: tuple[str, ...]) -> Metadata:
    return Metadata(
        url=embedded.url,
        canonical_url=embedded.canonical,
        site_name=embedded.site_name,
        description=embedded.description,
        image=embedded.image,
        tags=embedded.tags,
        truncated=truncated,
    )
