"""The pipeline: page → document → blocks → judgements → labels → fields → article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from boilerstrip import document, fields, labels
from boilerstrip.article import Article, Block, Label, Metadata
from boilerstrip.blocks import RawBlock, Segmentation, dom, dump
from boilerstrip.scorer import Context, Told, judge, sureness, tuned_threshold

if TYPE_CHECKING:
    from boilerstrip.scorer.weights import Weights

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

    Returns:
        The article. A page without one gives an ``Article`` with no paragraphs and a low
        ``confidence``.

    Raises:
        TypeError: ``page`` is of another type.
        ValueError: ``kind`` or ``threshold`` is none of the allowed values.
        PageTooLarge: the page is over ``boilerstrip.document.limits.MAX_PAGE_BYTES``.

    >>> story = "<h1>Ferry returns</h1>" + "<p>The ferry sailed again on Monday, to cheers.</p>" * 3
    >>> extract(story).headline
    'Ferry returns'
    """
    if threshold is not None and not 0 <= threshold <= 1:
        raise ValueError(f"threshold must lie between 0 and 1, not {threshold!r}")
    source = document.load(page, kind=kind, encoding=encoding, url=url)
    if source.root is not None:
        segmentation = dom.segment(source.root)
    else:
        segmentation = dump.segment(source.text or "")
    context = Context.of(segmentation)
    told = Told.of(source.embedded)
    judgements = judge(segmentation, context, told, weights=weights, explain=explain)
    least = tuned_threshold(context, judgements)
    verdicts = labels.assign(segmentation, context, judgements, least, explain=explain)
    found = fields.find(
        fields.Page(
            embedded=source.embedded,
            segmentation=segmentation,
            labels=[v.label.value for v in verdicts],
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
    blocks = tuple(
        _block(block, verdict, segmentation, explain=explain)
        for block, verdict in zip(segmentation.blocks, verdicts, strict=True)
    )
    return Article(
        headline=found.headline,
        byline=found.byline,
        authors=found.authors,
        date=found.date,
        modified=found.modified,
        standfirst=found.standfirst,
        paragraphs=tuple(block.text for block in blocks if block.label is Label.BODY),
        language=found.language,
        confidence=sureness(blocks, is_dump=segmentation.is_dump, weights=weights),
        metadata=_metadata(source.embedded),
        blocks=blocks,
        candidates=found.candidates,
    )


def _block(
    block: RawBlock, verdict: labels.Verdict, segmentation: Segmentation, *, explain: bool
) -> Block:
    if not explain:
        return Block(block.text, verdict.label, verdict.score, block.tag)
    if segmentation.is_dump:
        path = str(block.source)
    else:
        path = block.source.getroottree().getpath(block.source)
    return Block(block.text, verdict.label, verdict.score, block.tag, verdict.reasons, path)


def _metadata(embedded: document.Embedded) -> Metadata:
    return Metadata(
        url=embedded.url,
        canonical_url=embedded.canonical,
        site_name=embedded.site_name,
        description=embedded.description,
        image=embedded.image,
        tags=embedded.tags,
    )
