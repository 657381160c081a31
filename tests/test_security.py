"""No page makes the library open anything, expand anything, or write markup of the page's own."""

from __future__ import annotations

import html
import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from adversarial import STORY
from invariants import check_safe

from boilerstrip import Article, Block, Label, Metadata, extract

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
VECTORS: list[dict[str, str]] = json.loads(
    (ROOT / "fixtures" / "hostile" / "scripting.json").read_text(encoding="utf-8")
)
MARKUP = [vector["markup"] for vector in VECTORS]
CLASSES = sorted({vector["class"] for vector in VECTORS})

SECRET = "the secret of the well is that it is dry"
_LEVELS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
LAUGHS = f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY l0 'ha'>{_LEVELS}"


def entities(secret: Path) -> dict[str, str]:
    """Pages that ask for a file, an address or a billion laughs."""
    address = secret.as_uri()
    include = (
        f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>'
    )
    prologs = {
        "file": f'<!DOCTYPE html [<!ENTITY e SYSTEM "{address}">]>',
        "file of XML": f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "{address}">]>',
        "public": f'<!DOCTYPE html [<!ENTITY e PUBLIC "x" "{address}">]>',
        "parameter": f'<!DOCTYPE html [<!ENTITY % p SYSTEM "{address}"> %p;]>',
        "definition": f'<!DOCTYPE html SYSTEM "{address}">',
        "definition elsewhere": '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd">',
        "entity elsewhere": '<!DOCTYPE html [<!ENTITY e SYSTEM "http://127.0.0.1:9/">]>',
        "stylesheet": f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{address}"?>',
        "laughs": f"{LAUGHS}<!ENTITY e '&l29;'>]>",
        "long entity": f'<!DOCTYPE html [<!ENTITY e "{"ha" * 50_000}">]>',
        "itself": '<!DOCTYPE html [<!ENTITY e "&f;"><!ENTITY f "&e;">]>',
        "include": "",
    }
    root = '<html xmlns="http://www.w3.org/1999/xhtml">'
    beside = f"<p>{'&e;' * 50}</p>{include}<iframe src='{address}'></iframe><img src='{address}'>"
    return {
        name: f"{prolog}{root}<body>{STORY}{beside}</body></html>"
        for name, prolog in prologs.items()
    }


def confined(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.run(
        [sys.executable, str(ROOT / "tests" / "confined.py"), str(folder), *arguments],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, check=False,
    )  # fmt: skip


def test_nothing_is_opened_fetched_or_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    pages = entities(secret)
    pages["everything"] = STORY + "".join(f"<div><p>{markup}</p></div>" for markup in MARKUP)
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")
    done = confined(folder)
    assert done.returncode == 0, done.stderr[-2000:]
    told = {
        name: (blocks, shown) for name, blocks, shown in map(json.loads, done.stdout.splitlines())
    }
    assert told.keys() == pages.keys()
    for name, (blocks, shown) in told.items():
        check_safe(shown)
        assert SECRET not in shown and not any(SECRET in block for block in blocks)
        assert "Ferry returns to Skerrin" in shown
        if name != "everything":
            assert "haha" not in "".join(b for b in blocks if "ENTITY" not in b)
            assert sum(map(len, blocks)) < len(pages[name])


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="needs seccomp of x86-64"
)
def test_what_confines_it_would_notice(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(STORY, encoding="utf-8")
    assert confined(tmp_path, "--and-open").returncode == -signal.SIGSYS


def hostile(markup: str) -> Article:
    """An article that says everywhere what the markup is."""
    return Article(
        headline=markup,
        byline=markup,
        standfirst=markup,
        language=markup,
        metadata=Metadata(url=f"https://paper.example/{markup}"),
        blocks=tuple(Block(markup, Label.BODY, 0.9, tag) for tag in ("p", "h2", "li", "tr", "pre")),
    )


@pytest.mark.parametrize("kind", CLASSES)
def test_no_vector_gets_into_html(kind: str) -> None:
    for vector in VECTORS:
        if vector["class"] == kind:
            markup = vector["markup"]
            said = html.escape(markup)
            pages = (
                f"<html><body>{STORY}{markup}<p>The boat sails at noon. {markup}</p></body></html>",
                STORY.replace("Ferry", said).replace("Ada Byron", f"Ada {said}")
                + f"<p>{said}</p>" * 3,
            )
            for page in pages:
                check_safe(extract(page, url=f"https://paper.example/{markup}").to_html())
            check_safe(hostile(markup).to_html())


def test_enough_vectors_are_tried() -> None:
    assert len(set(MARKUP)) >= 150 and len(CLASSES) >= 9


def opened(browser: Browser, document: str, file: Path) -> tuple[Any, list[str]]:
    """What ran in a document, and what it asked for."""
    file.write_text(f"<!doctype html><meta charset=utf-8><body>{document}", encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    page.goto(file.as_uri())
    for name in ("mouseover", "focus", "click", "toggle", "wheel", "scroll"):
        script = "n => document.querySelectorAll('*').forEach(e => e.dispatchEvent(new Event(n)))"
        page.evaluate(script, name)
    ran = page.evaluate("window.ran ?? null")
    page.close()
    return ran, [url for url in asked if url != file.as_uri()]


def test_a_browser_runs_and_fetches_nothing(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "article.html"
    articles = [hostile(markup).to_html() for markup in MARKUP]
    ran, asked = opened(browser, "".join(articles), file)
    assert ran is None and asked == []


def test_a_browser_would_notice(browser: Browser, tmp_path: Path) -> None:
    _, asked = opened(
        browser, "<img src=//evil.example/a onerror=window.ran=1>", tmp_path / "a.html"
    )
    assert asked
    assert opened(browser, "<script>window.ran=1</script>", tmp_path / "a.html")[0] == 1
