"""The pipeline: page → document → blocks → judgements → labels → fields → article."""

from __future__ import annotations

from typing import Any, Literal

from boilerstrip import document, fields, labels
from boilerstrip.article import Article, Block, Label, Metadata
from boilerstrip.blocks import RawBlock, Segmentation, dom, dump
from boilerstrip.scorer import Context, Told, judge
from boilerstrip.scorer.confidence import confidence

Kind = Literal["auto", "html", "text"]

# The probability over which a block is body, where the caller names none. On pages of unseen sites
# 0.4 costs 0.001 of F1 on articles and 0.004 on news, 0.3 twice as much; forums and lists gain.
THRESHOLD = 0.5


def extract(
    page: Any,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    encoding: str | None = None,
    threshold: float | None = None,
    explain: bool = False,
) -> Article:
    """Extract the article of a web page, or of a text dump of one.

    Args:
        page: the page as ``str``, ``bytes`` or a parsed ``lxml`` element, which is not changed.
        url: the page's address; it helps to date the article and to resolve its links.
        kind: ``"html"``, ``"text"`` or ``"auto"``, which decides from the content.
        encoding: the character set of ``bytes`` as an HTTP header tells it. A byte order mark
            goes before it, what the page declares and what its bytes look like come after it.
        threshold: the probability (0 to 1) over which a block is body; by default 0.5.
        explain: fill ``reasons`` and ``path`` of every block.

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
    least = THRESHOLD if threshold is None else threshold
    if not 0 <= least <= 1:
        raise ValueError(f"threshold must lie between 0 and 1, not {threshold!r}")
    source = document.load(page, kind=kind, encoding=encoding, url=url)
    if source.root is not None:
        segmentation = dom.segment(source.root)
    else:
        segmentation = dump.segment(source.text or "")
    context = Context.of(segmentation)
    judgements = judge(segmentation, context, Told.of(source.embedded), explain=explain)
    verdicts = labels.assign(segmentation, context, judgements, least, explain=explain)
    found = fields.find(
        fields.Page(
            embedded=source.embedded,
            segmentation=segmentation,
            labels=[v.label.value for v in verdicts],
            scores=[v.score for v in verdicts],
            context=context,
            url=url,
        )
    )
    labels.settle_head(context, verdicts, found.blocks)
    return Article(
        headline=found.headline,
        byline=found.byline,
        authors=found.authors,
        date=found.date,
        modified=found.modified,
        standfirst=found.standfirst,
        paragraphs=tuple(
            block.text
            for block, verdict in zip(segmentation.blocks, verdicts, strict=True)
            if verdict.label is Label.BODY
        ),
        language=found.language,
        confidence=confidence([v.score for v in verdicts], context.weights, least),
        metadata=_metadata(source.embedded),
        blocks=tuple(
            _block(block, verdict, segmentation, explain=explain)
            for block, verdict in zip(segmentation.blocks, verdicts, strict=True)
        ),
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
