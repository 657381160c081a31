"""From a document to its sequence of raw text blocks: ``dom`` for pages, ``dump`` for text."""

from boilerstrip.blocks.segmentation import Mark, Node, RawBlock, Segmentation

__all__ = ["Mark", "Node", "RawBlock", "Segmentation"]
