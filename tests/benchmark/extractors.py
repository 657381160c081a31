"""The extractors that are compared, each as one function from bytes and address to its article."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from importlib import metadata

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What an extractor says of a page; empty where it says nothing, or has no such field."""

    paragraphs: Sequence[str] = ()
    headline: str | None = None
    byline: Sequence[str] = ()
    date: str | None = None


Extract = Callable[[bytes, str | None], Found]


@dataclasses.dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor.

    Attributes:
        package: its name on the package index; its version is reported.
        load: imports it, and gives its function. Raises ``ImportError`` where it is missing.
        fields: whether it looks for headline, byline and date, and not for text alone.
        article: whether it extracts articles; ``False`` of what is timed for comparison only.
    """

    package: str
    load: Callable[[], Extract]
    fields: bool = True
    article: bool = True

    @property
    def version(self) -> str:
        """The installed version."""
        return metadata.version(self.package)


def _boilerstrip() -> Extract:
    from boilerstrip import extract

    def run(page: bytes, url: str | None) -> Found:
        a = extract(page, url=url)
        return Found(a.paragraphs, a.headline, a.authors, str(a.date) if a.date else None)

    return run


def _trafilatura() -> Extract:
    from trafilatura import bare_extraction

    def run(page: bytes, url: str | None) -> Found:
        document = bare_extraction(page, url=url, with_metadata=True, include_comments=False)
        if document is None:
            return Found()
        told = document.as_dict()
        writers = (told.get("author") or "").split("; ")
        return Found((told.get("text") or "").split("\n"), told.get("title"), writers, told["date"])

    return run


def _readability() -> Extract:
    import lxml.html
    from readability import Document

    def run(page: bytes, url: str | None) -> Found:
        document = Document(_decoded(page))
        summary = document.summary(html_partial=True)
        if not summary.strip():
            return Found(headline=document.short_title())
        root = lxml.html.fromstring(summary)
        leaves = root.xpath(
            "//*[self::p or self::li or self::pre or self::td or self::h1 or "
            "self::h2 or self::h3 or self::h4][not(.//p or .//li or .//td)]"
        )
        texts = [" ".join(e.text_content().split()) for e in leaves or [root]]
        return Found(texts, document.short_title())

    return run


def _newspaper() -> Extract:
    import newspaper

    def run(page: bytes, url: str | None) -> Found:
        a = newspaper.Article(url or "https://site.example/page", fetch_images=False)
        a.download(input_html=_decoded(page))
        a.parse()
        day = str(a.publish_date) if a.publish_date else None
        return Found(a.text.split("\n\n"), a.title, a.authors, day)

    return run


def _goose() -> Extract:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def run(page: bytes, url: str | None) -> Found:
        a = goose.extract(raw_html=_decoded(page))
        return Found(a.cleaned_text.split("\n\n"), a.title, a.authors, a.publish_date)

    return run


def _justext() -> Extract:
    import justext

    languages = ("English", "German", "French", "Spanish", "Italian")
    stops = frozenset().union(*map(justext.get_stoplist, languages))

    def run(page: bytes, url: str | None) -> Found:
        return Found([p.text for p in justext.justext(page, stops) if not p.is_boilerplate])

    return run


def _boilerpy() -> Extract:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)

    def run(page: bytes, url: str | None) -> Found:
        return Found(extractor.get_content(_decoded(page)).split("\n"))

    return run


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def run(page: bytes, url: str | None) -> Found:
        tree = HTMLTree.parse_from_bytes(page, detect_encoding(page))
        text = extract_plain_text(tree, main_content=True, alt_texts=False, noscript=False)
        return Found(text.split("\n"), tree.title)

    return run


def _turbohtml() -> Extract:
    import turbohtml

    def run(page: bytes, url: str | None) -> Found:
        a = turbohtml.parse(page, positions=False).article()
        writers = [a.byline] if a.byline else []
        return Found(_BLANK_LINES.split(a.text), a.title, writers, a.date)

    return run


def _lxml() -> Extract:
    import lxml.html

    def run(page: bytes, url: str | None) -> Found:
        parser = lxml.html.HTMLParser(recover=True, huge_tree=True)
        lxml.html.document_fromstring(page or b"<p>", parser=parser)
        return Found()

    return run


EXTRACTORS = {
    "boilerstrip": Extractor("boilerstrip", _boilerstrip),
    "lxml, parse alone": Extractor("lxml", _lxml, fields=False, article=False),
    "trafilatura": Extractor("trafilatura", _trafilatura),
    "readability-lxml": Extractor("readability-lxml", _readability, fields=False),
    "newspaper4k": Extractor("newspaper4k", _newspaper),
    "goose3": Extractor("goose3", _goose),
    "justext": Extractor("jusText", _justext, fields=False),
    "boilerpy3": Extractor("boilerpy3", _boilerpy, fields=False),
    "resiliparse": Extractor("Resiliparse", _resiliparse, fields=False),
    "turbohtml": Extractor("turbohtml", _turbohtml),
}


def installed(names: Sequence[str] = ()) -> dict[str, Extract]:
    """The functions of the extractors that are installed, of all or of those named.

    Raises:
        KeyError: a name is none of ``EXTRACTORS``.
        ImportError: one that was asked for by name is not installed.
    """
    found = {}
    for name in names or EXTRACTORS:
        try:
            found[name] = EXTRACTORS[name].load()
        except ImportError:
            if names:
                raise
    return found


def _decoded(page: bytes) -> str:
    """A page as text, for those that take no bytes, decoded as we do it ourselves."""
    from boilerstrip.document.decoding import decode

    return decode(page, None)
