"""Take the pictures of the reports that the documents show: ``python docs/pictures/take.py``.

Needs ``boilerstrip[browser]`` and a Chromium.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from boilerstrip import extract

FOLDER = Path(__file__).parent
PAGE = FOLDER.parent.parent / "fixtures/pages/national-news-icon-sprite.html"
# Past the icons and the menu: where the article begins.
SHOWN = "#b57"
VIEWS = {
    "report-light.png": {"width": 1400, "height": 900, "scheme": "light"},
    "report-dark.png": {"width": 1400, "height": 900, "scheme": "dark"},
    "report-narrow.png": {"width": 420, "height": 900, "scheme": "light"},
}


def main() -> None:
    """Open the report of a page in each view, and write what is seen."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    unboxed = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        report = Path(folder) / "report.html"
        report.write_text(extract(PAGE.read_bytes(), explain=True).report(), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium, args=unboxed)
        for name, view in VIEWS.items():
            size = {"width": view["width"], "height": view["height"]}
            page = browser.new_page(viewport=size, color_scheme=view["scheme"])
            page.goto(report.as_uri() + (SHOWN if view["width"] > 1000 else ""))
            page.wait_for_timeout(300)
            page.screenshot(path=FOLDER / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
