"""Pages made worse: what crawlers, template engines and attackers do to markup, at random."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

# Pieces of markup on whose borders parsers, decoders and patterns have their special cases.
PIECES = tuple(
    piece.encode("latin-1")
    for piece in (
        "<p> </p> <div> </div> <span> <br> <br><br> <b> </b> <a\x20href=/x> </a> <h1> </h1> <h2> "
        "<li> <ul> <table> <tr> <td> </table> <pre> </pre> <svg> <title> </svg> <desc> <script> "
        "</script> <style> <template> </template> <noscript> <frameset> <frame> <noframes> "
        "<plaintext> <iframe> <select> <option> <textarea> <button> <math> <mtext> <ruby> <rt> "
        "<time\x20datetime=> <meta\x20charset=utf-16> <base\x20href=//> <html\x20xmlns=x> <body> "
        "</body> </html> <!-- --> <!doctype <![CDATA[ ]]> <?xml <% %> {{ }} [[ ]] ${ &amp; &lt; "
        "&#0; &#xd800; &#x10ffff; &nbsp; &shy; &zwj; &quot; &bogus; < > \" ' = / . , : \n \r \t "
        "\x00 \x01 \x1b$B \x80 \xa0 \xad \xff \xfe\xff \xff\xfe \xef\xbb\xbf \xe2\x80\x8b "
        '\xe2\x80\xae \xf0\x9f\x98\x80 \xcc\x81 \xe2\x80 {"@type":"NewsArticle" [{ }] \\u '
        "By\x20 2024-02-30 99999999999999999999 READ\x20MORE: Advertisement"
    ).split(" ")
)
_TAG = re.compile(rb"<[^<>]{1,200}>")
# A page is not let grow beyond this by copies of its parts.
MAX_SIZE = 1 << 17


def mutated(page: bytes, chance: random.Random, rounds: int = 4) -> bytes:
    """A page after up to so many changes, the same ones for the same state of ``chance``."""
    for _ in range(chance.randint(1, rounds)):
        page = chance.choice(_CHANGES)(page, chance)[:MAX_SIZE]
    return page


def _span(page: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(page))
    return start, min(len(page), start + int(chance.paretovariate(0.6)))


def _lose(page: bytes, chance: random.Random) -> bytes:
    start, end = _span(page, chance)
    return page[:start] + page[end:]


def _cut(page: bytes, chance: random.Random) -> bytes:
    return page[: chance.randint(0, len(page))]


def _repeat(page: bytes, chance: random.Random) -> bytes:
    start, end = _span(page, chance)
    return page[:start] + page[start:end] * chance.randint(2, 20) + page[end:]


def _move(page: bytes, chance: random.Random) -> bytes:
    start, end = _span(page, chance)
    rest = page[:start] + page[end:]
    at = chance.randint(0, len(rest))
    return rest[:at] + page[start:end] + rest[at:]


def _insert(page: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(page))
    return page[:at] + chance.choice(PIECES) * int(chance.paretovariate(0.8)) + page[at:]


def _spoil(page: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(page)
    for _ in range(min(len(page), int(chance.paretovariate(0.7)))):
        spoilt[chance.randrange(len(page))] = chance.randrange(256)
    return bytes(spoilt)


def _lose_tags(page: bytes, chance: random.Random) -> bytes:
    share = chance.random() ** 2
    return _TAG.sub(lambda tag: b"" if chance.random() < share else tag[0], page)


def _swap_tags(page: bytes, chance: random.Random) -> bytes:
    tags = _TAG.findall(page)
    share = chance.random() ** 2
    return _TAG.sub(lambda tag: chance.choice(tags) if chance.random() < share else tag[0], page)


def _encode_again(page: bytes, chance: random.Random) -> bytes:
    text = page.decode(chance.choice(("utf-8", "cp1252", "gb18030")), "replace")
    return text.encode(chance.choice(("utf-8", "utf-16", "utf-16-le", "cp1251", "cp932")), "ignore")


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _lose, _cut, _repeat, _repeat, _move, _insert, _insert, _insert, _spoil, _lose_tags, _swap_tags,
    _encode_again,
)  # fmt: skip
