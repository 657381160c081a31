"""The command ``boilerstrip``, which needs the extra ``boilerstrip[cli]``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

# What the extra installs. The library itself does without, so this module must import without.
_EXTRA = frozenset({"click", "rich"})

_BAD_USAGE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: what stands after the command's name; by default those of the process.

    Returns:
        2 where the extra is not installed.

    Raises:
        SystemExit: with 0 when all is done, 1 when some inputs failed, 2 on bad usage.
    """
    try:
        from boilerstrip.cli.application import program

        program.main(arguments, prog_name="boilerstrip")
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in _EXTRA:
            raise
        print(
            f"boilerstrip: the command line needs {package}: pip install boilerstrip[cli]",
            file=sys.stderr,
        )
        return _BAD_USAGE
    return 0
