"""Accuracy, speed, memory and start of this library and its peers, on labelled pages."""
