"""The frame of every report: one HTML file that carries its own style and script."""

from __future__ import annotations

import base64
import functools
import hashlib
from html import escape as _escape
from importlib import resources

from boilerstrip.rendering import printable


def page(title: str, content: str, *, script: str | None = None) -> str:
    """A whole HTML page.

    Its content security policy lets nothing run or load but the style and the script of this
    package, which it knows by their hashes: not even markup that slipped through could do anything.

    Args:
        title: plain text.
        content: what stands in ``<body>``, as HTML.
        script: name of a file of ``assets/`` to run when the page is read.
    """
    style, code = asset("report.css"), asset(script) if script else ""
    allowed = f"script-src {_source(code)}; " if script else ""
    policy = (
        f"default-src 'none'; {allowed}style-src {_source(style)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{content}\n" + (f"<script>{code}</script>\n" if script else "") + "</body>\n"
        "</html>\n"
    )


def text(value: str) -> str:
    """Any text as HTML that shows it and does nothing else, in attributes too.

    >>> text('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return _escape(printable(value))


def element(name: str, inner: str, **attributes: str) -> str:
    """An element of HTML ``inner``; the attributes' values are plain text, ``class_`` is a class.

    >>> element("p", "1 &lt; 2", class_="text", dir="auto")
    '<p class="text" dir="auto">1 &lt; 2</p>'
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{told}>{inner}</{name}>"


@functools.cache
def asset(name: str) -> str:
    """A file of ``assets/``."""
    return resources.files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _source(inline: str) -> str:
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    return f"'sha256-{digest}'"
