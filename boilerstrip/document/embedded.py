"""What a page says of itself for machines: ``<meta>``, ``<link>``, ``<title>``, JSON-LD."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from boilerstrip.document import jsonld, languages, own_article
from boilerstrip.document.decoding import clean, clean_value, unescape

# In any namespace: HTML parsers give none, XML parsers that of XHTML.
_ELEMENTS = ("{*}meta", "{*}link", "{*}title", "{*}script", "{*}base", "{*}body")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Commas and semicolons: Latin, fullwidth, ideographic, Arabic; and the bar.
_SEPARATORS = re.compile("[,;|\uff0c\uff1b\u3001\u060c\u061b]")
# The page's own title stands in its head, before those of pictures, or behind a sprite sheet's.
_MAX_TITLES = 1000
# Metas of the page's tags, from the most to the least deliberate.
_TAG_METAS = ("keywords", "news_keywords", "parsely-tags", "sailthru.tags", "dc.subject")
_IMAGE_METAS = (
    "og:image",
    "og:image:secure_url",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
    "image",
    "thumbnailurl",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Embedded:
    """The machine-readable data of a page.

    Attributes:
        title: the text of ``<title>``, white space folded.
        metas: the contents of the ``<meta>`` elements, in order, by what they are named in
            ``property``, ``name``, ``itemprop`` or ``http-equiv``, in lower case. Entities that
            were escaped twice are unescaped, empty contents left out.
        ld: every JSON-LD object, those of graphs and nested main entities included.
        canonical: the absolute address that the page gives as its own, http or https.
        language: a BCP 47 tag such as ``"en"`` or ``"pt-BR"``, as declared.
        page_url: the address that the caller knows the page by.
        image_link: the address in ``<link rel="image_src">``, as written.
        base: the address that relative ones are resolved against.
    """

    title: str | None = None
    metas: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    ld: tuple[dict[str, Any], ...] = ()
    canonical: str | None = None
    language: str | None = None
    page_url: str | None = None
    image_link: str | None = None
    base: str | None = None
    _articles: tuple[dict[str, Any], ...] = ()

    def article_ld(self) -> list[dict[str, Any]]:
        """The JSON-LD objects that are articles, the surest kinds first, ``WebPage`` last.

        Those that by address and headline are other pages', as in lists of teasers, are left out.
        Values that only refer to another object (``{"@id": …}``) hold what that object holds.
        """
        return list(self._articles)

    def meta(self, *names: str) -> str | None:
        """The first content of the first of these metas that the page has; names in lower case."""
        for name in names:
            if values := self.metas.get(name):
                return values[0]
        return None

    @property
    def url(self) -> str | None:
        """The address of the page: the caller's, or else the one that the page gives."""
        return self.page_url or self.canonical

    @property
    def site_name(self) -> str | None:
        """The name of the site or publisher."""
        found = self.meta("og:site_name")
        if found:
            return found
        publishers = (
            publisher for item in self._articles for publisher in _each(item, "publisher")
        )
        sites = (item for item in self.ld if "website" in jsonld.types(item))
        names = (
            _text(item.get("name")) for item in (*publishers, *sites) if isinstance(item, dict)
        )
        return next(filter(None, names), None) or self.meta("application-name", "dc.publisher")

    @property
    def description(self) -> str | None:
        """The summary that search engines and previews show."""
        found = self.meta("og:description", "description", "twitter:description", "dc.description")
        return found or next(
            filter(None, (_text(item.get("description")) for item in self._articles)), None
        )

    @property
    def image(self) -> str | None:
        """The absolute http or https address of the picture that previews show."""
        written = [value for name in _IMAGE_METAS for value in self.metas.get(name, ())]
        for item in self._articles:
            written.extend(_image_addresses(item))
        if self.image_link:
            written.append(self.image_link)
        return next(filter(None, (_absolute(address, self.base) for address in written)), None)

    @property
    def tags(self) -> tuple[str, ...]:
        """The page's tags and keywords, in order, each once, as first written."""
        found = list(_split_lone(self.metas.get("article:tag", ())))
        for name in _TAG_METAS:
            for value in self.metas.get(name, ()):
                found.extend(_SEPARATORS.split(value))
        for item in self._articles:
            for keyword in _each(item, "keywords"):
                text = _text(keyword.get("name") if isinstance(keyword, dict) else keyword) or ""
                found.extend(_SEPARATORS.split(text))
        distinct: dict[str, str] = {}
        for tag in found:
            tag = tag.strip()
            if tag:
                distinct.setdefault(tag.casefold(), tag)
        return tuple(distinct.values())


def read(root: etree._Element, url: str | None = None) -> Embedded:
    """The machine-readable data of a page, in one pass; the tree stays as it is.

    Args:
        root: the page, or a part of it.
        url: the address of the page, to complete relative ones.
    """
    page_url = _absolute(url, None)
    metas: dict[str, list[str]] = {}
    objects: list[dict[str, Any]] = []
    links: dict[str, str] = {}
    title: str | None = None
    titles = 0
    body: etree._Element | None = None
    for element in root.iter(*_ELEMENTS):
        name = str(element.tag).rpartition("}")[2]
        if name == "meta":
            _read_meta(dict(element.items()), metas)
        elif name == "script":
            kind = element.get("type")
            if kind and _is_json_ld(kind) and len(objects) < jsonld.MAX_OBJECTS:
                objects.extend(jsonld.load("".join(element.itertext(None))))
        elif name == "link":
            for relation in (element.get("rel") or "").lower().split():
                if relation not in links:
                    links[relation] = element.get("href") or ""
        elif name == "base":
            links.setdefault("base", element.get("href") or "")
        elif name == "body":
            body = element if body is None else body
        elif title is None and titles < _MAX_TITLES:
            titles += 1
            if not _is_in_picture(element):
                title = _text("".join(element.itertext(None)))
    _add_parsely_page(metas)
    speaking = [element for element in (root, *root.iterancestors(), body) if element is not None]
    return _assemble(speaking, page_url, title, metas, objects, links)


def of_address(url: str | None) -> Embedded:
    """What is known of a page that says nothing of itself: its address, if it is one of the web."""
    return Embedded(page_url=_absolute(url, None))


def _assemble(
    speaking: list[etree._Element],
    page_url: str | None,
    title: str | None,
    metas: dict[str, list[str]],
    objects: list[dict[str, Any]],
    links: dict[str, str],
) -> Embedded:
    og_url = next((_absolute(value, page_url) for value in metas.get("og:url", ())), None)
    base = _absolute(links.get("base"), page_url or og_url) or page_url or og_url
    canonical = _absolute(links.get("canonical"), base) or og_url
    titles = [title or "", *metas.get("og:title", ())[:1]]
    found = own_article.own(jsonld.articles(objects), (page_url, canonical, og_url), titles)
    articles = tuple(found)
    return Embedded(
        title=title,
        metas={name: tuple(values) for name, values in metas.items()},
        ld=tuple(objects),
        canonical=canonical or _main_page(articles),
        language=_language(speaking, metas, articles),
        page_url=page_url,
        image_link=links.get("image_src"),
        base=base,
        _articles=articles,
    )


def _is_json_ld(kind: str) -> bool:
    """Whether a script's type is that of JSON-LD, parameters left aside."""
    return kind.partition(";")[0].strip().lower() == "application/ld+json"


def _read_meta(attributes: dict[str, str], metas: dict[str, list[str]]) -> None:
    content = _text(attributes.get("content"))
    if not content:
        return
    names = attributes.get("property", "").lower().split()
    if name := attributes.get("name"):
        names.append(name.strip().lower())
    if properties := attributes.get("itemprop"):
        names += properties.lower().split()
    if header := attributes.get("http-equiv"):
        names.append(header.strip().lower())
    for name in dict.fromkeys(names):
        if name:
            metas.setdefault(name, []).append(content)


def _add_parsely_page(metas: dict[str, list[str]]) -> None:
    """The metas that ``parsely-page`` holds as one JSON object, as if each stood alone."""
    for content in metas.get("parsely-page", ())[:1]:
        for item in jsonld.load(content):
            for name in ("title", "author", "pub_date"):
                if text := _text(item.get(name)):
                    metas.setdefault("parsely-" + name.replace("_", "-"), []).append(text)


def _is_in_picture(element: etree._Element) -> bool:
    """Whether a ``<title>`` names a drawing, not the page."""
    return any(
        str(above.tag).rpartition("}")[2] in ("svg", "symbol") for above in element.iterancestors()
    )


def _language(
    speaking: list[etree._Element],
    metas: dict[str, list[str]],
    articles: tuple[dict[str, Any], ...],
) -> str | None:
    """The language that the page declares, its root's attribute before its metas."""
    written: list[str | None] = []
    for element in speaking:
        written += (element.get("lang"), element.get(_XML_LANG), element.get("xml:lang"))
    for name in ("content-language", "og:locale", "language", "inlanguage", "dc.language"):
        written += metas.get(name, ())
    written += (value for item in articles for value in _each(item, "inLanguage") if _is_str(value))
    return next(filter(None, map(languages.normalise, written)), None)


def _is_str(value: Any) -> bool:
    return isinstance(value, str)


def _main_page(articles: tuple[dict[str, Any], ...]) -> str | None:
    """The address that an article's JSON-LD gives as that of its page."""
    for item in articles:
        for value in (item.get("mainEntityOfPage"), item.get("url")):
            address = value.get("@id") if isinstance(value, dict) else value
            if found := _absolute(address if isinstance(address, str) else None, None):
                return found
    return None


def _each(item: dict[str, Any], key: str) -> list[Any]:
    """The values of a property that may hold one or a list."""
    value = item.get(key)
    return value if isinstance(value, list) else [value]


def _image_addresses(item: dict[str, Any]) -> Iterator[str]:
    for key in ("image", "thumbnailUrl"):
        for value in _each(item, key):
            addresses = (
                [value.get("url"), value.get("contentUrl"), value.get("@id")]
                if isinstance(value, dict)
                else [value]
            )
            yield from filter(_is_str, addresses)


def _split_lone(values: tuple[str, ...]) -> Iterable[str]:
    """The tags of ``article:tag``: one each, unless a single element holds them all."""
    return _SEPARATORS.split(values[0]) if len(values) == 1 else values


def _text(value: Any) -> str | None:
    """A value as text of one line, or ``None`` where it is none; escaped entities unescaped."""
    if not isinstance(value, str):
        return None
    if "&" in value:
        value = unescape(value)
    folded = " ".join(value.split())
    return (folded if folded.isprintable() else clean_value(folded)) or None


def _absolute(address: str | None, base: str | None) -> str | None:
    """An address as an absolute http or https one, or ``None`` where it is none.

    >>> _absolute("../b.jpg", "https://example.org/a/c")
    'https://example.org/b.jpg'
    >>> _absolute("data:image/png;base64,AA", None) is None
    True
    """
    if not address:
        return None
    try:
        joined = urljoin(base or "", clean(address).strip())
        parts = urlsplit(joined)
    except ValueError:  # such as an open bracket in the host
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None
