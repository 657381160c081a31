"""Settings and fixtures of all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

# The first call in a process reads the phrase files; times are no matter of tests here.
settings.register_profile("search", deadline=None, print_blob=True)
# A check that guards a change must not fail by the luck of another draw.
settings.register_profile("fixed", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("fixed" if os.environ.get("CI") else "search")


# Closed behind each module: while it runs, so does an event loop, and no other can.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    driver: Any = pytest.importorskip("playwright.sync_api", reason="needs boilerstrip[browser]")
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed")
    # Chromium refuses to run as root in its sandbox.
    unboxed = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with driver.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=chromium, args=unboxed)
        yield launched
        launched.close()
