"""An article as one ``<article>`` element that is safe to put into any page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from boilerstrip.rendering.rendered import (
    Rendered,
    Run,
    cells,
    heading_level,
    lines,
    one_line,
    preformatted,
    printable,
    readable_date,
    runs,
)

# Letters, digits and hyphens: the alphabet of BCP 47 (RFC 5646, section 2.1).
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")

# Scripts written from right to left, and languages whose likely script is one of them (Unicode
# CLDR, likely subtags).
_RTL_SCRIPTS = re.compile("adlm|arab|hebr|mand|nkoo|rohg|syrc|thaa")
_RTL_LANGUAGES = re.compile(
    "aeb|ar|arc|ary|arz|azb|bal|bgn|bqi|ckb|dv|fa|glk|he|iw|khw|lrc|mzn|nqo|pnb|prs|ps|sd|sdh|skr"
    "|syr|ug|ur|yi"
)

# Characters with which readers and browsers disagree on where an address leads.
_MISLEADING = re.compile(r"[\s\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def html(article: Rendered) -> str:
    """The article as an ``<article>`` element, ending in a newline.

    Nothing of the page but text gets in: no attribute, no element, no link. Attributes are only
    ``lang`` and ``dir`` (from ``language``), ``class`` (``byline``, ``standfirst``), ``datetime``
    and, on the one link, which is to the article's own address, ``rel`` and ``href``.

    >>> print(html(Rendered(headline="Tides", body=(("p", "1 < 2"),))), end="")
    <article>
    <h1>Tides</h1>
    <p>1 &lt; 2</p>
    </article>
    """
    parts = [
        f"<article{_language_attributes(article.language)}>",
        _element("h1", _text(article.headline or "")),
        _byline(article),
        _element("p", _text(article.standfirst or ""), ' class="standfirst"'),
        *(_WRITERS[run.kind](run) for run in runs(article.body)),
        _footer(article.url),
        "</article>",
    ]
    return "".join(f"{part}\n" for part in parts if part)


def _text(text: str) -> str:
    return "<br>".join(escape(line) for line in lines(text))


def _element(name: str, inner: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{inner}</{name}>" if inner else ""


def _language_attributes(language: str | None) -> str:
    if not language or not _LANGUAGE.fullmatch(language):
        return ""
    primary, *subtags = language.lower().split("-")
    script = next((tag for tag in subtags if len(tag) == 4 and tag.isalpha()), None)
    leftward = _RTL_SCRIPTS.fullmatch(script) if script else _RTL_LANGUAGES.fullmatch(primary)
    return f' lang="{language}"' + (' dir="rtl"' if leftward else "")


def _byline(article: Rendered) -> str:
    name, time = escape(one_line(article.byline)), ""
    if article.date:
        shown = readable_date(article.date)
        time = f'<time datetime="{article.date.isoformat()}">{shown}</time>'
    attributes = ' class="byline"' if name else ""
    return _element("p", " · ".join(filter(None, (name, time))), attributes)


def _write_heading(run: Run) -> str:
    tag, text = run.members[0]
    return _element(f"h{heading_level(tag)}", _text(text))


def _write_paragraph(run: Run) -> str:
    return _element("p", _text(run.members[0][1]))


def _write_list(run: Run) -> str:
    return _lines_in("ul", [_element("li", _text(text)) for _, text in run.members])


def _write_definitions(run: Run) -> str:
    return _lines_in("dl", [_element(tag, _text(text)) for tag, text in run.members])


def _write_quotation(run: Run) -> str:
    return _lines_in("blockquote", [_element("p", _text(text)) for _, text in run.members])


def _write_table(run: Run) -> str:
    return _lines_in("table", [_row(text) for _, text in run.members])


def _row(text: str) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells(text)) + "</tr>"


def _write_preformatted(run: Run) -> str:
    return _element("pre", escape(preformatted(run.members[0][1])))


def _lines_in(name: str, members: list[str]) -> str:
    return "\n".join((f"<{name}>", *members, f"</{name}>"))


_WRITERS: dict[str, Callable[[Run], str]] = {
    "heading": _write_heading,
    "paragraph": _write_paragraph,
    "list": _write_list,
    "definitions": _write_definitions,
    "quotation": _write_quotation,
    "table": _write_table,
    "preformatted": _write_preformatted,
}


def _footer(url: str | None) -> str:
    if not url or not _is_web_address(url):
        return ""
    address = escape(url)
    return f'<footer><a rel="noopener" href="{address}">{address}</a></footer>'


def _is_web_address(url: str) -> bool:
    """Whether the address is an http(s) one with a host that is what it seems to be."""
    if printable(url) != url or _MISLEADING.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # a bad IPv6 address, or characters that become "/" or "@" when normalised
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
