"""Settings of all tests."""

import os

from hypothesis import settings

# The first call in a process reads the phrase files; times are no matter of tests here.
settings.register_profile("search", deadline=None, print_blob=True)
# A check that guards a change must not fail by the luck of another draw.
settings.register_profile("fixed", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("fixed" if os.environ.get("CI") else "search")
