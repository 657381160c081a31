"""Inputs: files, folders, globs, standard input; pages, JSON Lines, Parquet and archives."""

from boilerstrip.batch.reading.inputs import FORMATS, Reader, expand
from boilerstrip.batch.reading.item import Item, Skip, Unreadable

__all__ = ["FORMATS", "Item", "Reader", "Skip", "Unreadable", "expand"]
