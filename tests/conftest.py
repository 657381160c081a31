"""Settings of all tests."""

from hypothesis import settings

# The first call in a process reads the phrase files; times are no matter of tests here.
settings.register_profile("boilerstrip", deadline=None, print_blob=True)
settings.load_profile("boilerstrip")
