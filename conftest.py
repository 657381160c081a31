"""What is collected for doctests: training is left out where PyTorch is not installed."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") else ["boilerstrip/training/*"]
