"""Why an article came out as it did: its page's blocks, what was kept, what its head is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from boilerstrip.blocks.elements import HEADINGS
from boilerstrip.report import frame
from boilerstrip.report.candidates import candidates
from boilerstrip.report.frame import element, text

# Blocks over the first and under the second might as well have gone the other way.
UNSURE = (0.2, 0.8)
_HEAD = ("headline", "byline", "date", "standfirst")


def explanation(article: Mapping[str, Any]) -> str:
    """The report of one article, as a whole HTML page.

    Args:
        article: what ``Article.to_dict()`` gives, or ``boilerstrip -f json`` prints; reasons,
            places and candidates are there if it was extracted with ``explain=True``.
    """
    blocks: Sequence[Mapping[str, Any]] = article["blocks"]
    content = "\n".join(
        (
            _header(article, blocks),
            '<main><div class="side">',
            _article(article, blocks),
            candidates(article),
            "</div>",
            _listing(blocks),
            "</main>",
        )
    )
    title = article.get("headline") or "A page without a headline"
    return frame.page(f"{title} – boilerstrip", content, script="explanation.js")


def _header(article: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]]) -> str:
    kept = sum(block["label"] == "body" for block in blocks)
    metadata = article.get("metadata") or {}
    facts = {
        "Confidence": f"{article['confidence']:.2f}",
        "Blocks": f"{len(blocks):,}, of them {kept:,} body",
        "Language": article.get("language"),
        "Site": metadata.get("site_name"),
        "Address": article.get("url") or metadata.get("url"),
    }
    rows = "".join(
        f"<div><dt>{name}</dt>{element('dd', text(value), dir='auto')}</div>"
        for name, value in facts.items()
        if value
    )
    title = element("h1", text(article.get("headline") or "No headline found"), dir="auto")
    return f"<header>{title}<dl>{rows}</dl></header>"


def _article(article: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]]) -> str:
    head = [
        element("p", text(article[name]), class_=f"field {name}", dir="auto")
        for name in _HEAD
        if article.get(name)
    ]
    body = [
        _paragraph(number, block)
        for number, block in enumerate(blocks, 1)
        if block["label"] == "body"
    ]
    if not body:
        body = ['<p class="none">No block of the page was taken for the body of an article.</p>']
    return (
        '<section class="article" aria-labelledby="as-extracted" tabindex="0">'
        '<h2 id="as-extracted">The article as extracted</h2>' + "\n".join((*head, *body))
    ) + "</section>"


def _paragraph(number: int, block: Mapping[str, Any]) -> str:
    link = element("a", str(number), class_="to", href=f"#b{number}", aria_label=f"Block {number}")
    name = "h3" if block["tag"] in HEADINGS else "p"
    shown = element("span", text(block["text"]), dir="auto")
    return f"<{name}>{link} {shown}</{name}>"


def _listing(blocks: Sequence[Mapping[str, Any]]) -> str:
    items = "\n".join(_block(number, block) for number, block in enumerate(blocks, 1))
    explained = any(block.get("reasons") for block in blocks) or not blocks
    note = (
        "" if explained else "<p>Reasons and places are there with <code>explain=True</code>.</p>"
    )
    return (
        '<section class="page" aria-labelledby="every-block">'
        '<h2 id="every-block">Every block of the page, in order</h2>'
        f'{note}{_toolbar(blocks)}<ol id="blocks">\n{items}\n</ol></section>'
    )


def _toolbar(blocks: Sequence[Mapping[str, Any]]) -> str:
    counts = Counter(str(block["label"]) for block in blocks)
    unsure = sum(_is_unsure(block) for block in blocks)
    chips = [_chip(label, label, counts[label]) for label in counts]
    if unsure:
        chips.append(_chip("unsure", f"unsure ({UNSURE[0]:g} to {UNSURE[1]:g})", unsure))
    return (
        '<div class="tools" hidden role="search" aria-label="Blocks">'
        f'<div class="chips" role="group" aria-label="Show only">{"".join(chips)}</div>'
        '<p><label for="words">Search</label> <input id="words" type="search" autocomplete="off">'
        ' <button type="button" id="all">Show all</button>'
        ' <span id="shown" role="status"></span></p>'
        '<p class="keys">Keys: <kbd>j</kbd> <kbd>k</kbd> next, previous block · <kbd>/</kbd> search'
        " · <kbd>Esc</kbd> show all</p></div>"
    )


def _chip(value: str, name: str, count: int) -> str:
    return element(
        "button",
        f"{text(name)} <b>{count}</b>",
        type="button",
        class_=f"chip {_class(value)}",
        data_show=value,
        aria_pressed="false",
    )


def _block(number: int, block: Mapping[str, Any]) -> str:
    label, score = str(block["label"]), float(block["score"])
    place = " · ".join(filter(None, (block["tag"], block.get("path"))))
    tenths = f"score s{min(10, max(0, round(score * 10)))}"
    parts = (
        element("span", str(number), class_="number"),
        element("span", text(label), class_="label"),
        element("span", f"<i>body</i> {score:.3f}", class_=tenths),
        element("code", text(place)),
    )
    why = "".join(f"<li>{text(each)}</li>" for each in block.get("reasons") or ())
    show = f"{label} unsure" if _is_unsure(block) else label
    return element(
        "li",
        f'<p class="told">{" ".join(parts)}</p>'
        + element("p", text(block["text"]), class_="text", dir="auto")
        + (f'<ul class="why" aria-label="Reasons">{why}</ul>' if why else ""),
        id=f"b{number}",
        class_=_class(label),
        tabindex="-1",
        data_show=show,
    )


def _is_unsure(block: Mapping[str, Any]) -> bool:
    return UNSURE[0] <= float(block["score"]) <= UNSURE[1]


def _class(label: str) -> str:
    return "l-" + label.replace("_", "-")
