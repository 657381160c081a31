"""What the README shows is what the library does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from boilerstrip import Label

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_command_prints_what_is_shown() -> None:
    command = re.search(r"boilerstrip (fixtures/\S+)", README)
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert command and shown
    printed = subprocess.run(
        [sys.executable, "-m", "boilerstrip", command[1]],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    start, end = shown[1].split("\n\n…\n\n")
    assert printed.startswith(start)
    assert printed.strip().endswith(end.strip())


def test_every_label_is_in_the_table() -> None:
    named = set(re.findall(r"`([a-z_]+)`", README[README.index("## Labels") :]))
    assert {label.value for label in Label} <= named
