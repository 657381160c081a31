"""``python -m boilerstrip``: the command line."""

import sys

from boilerstrip.cli import main

if __name__ == "__main__":
    sys.exit(main())
