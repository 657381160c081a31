"""Doors to other libraries, each of which is needed by its own module only."""
