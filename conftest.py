"""What is collected for doctests: not what needs a package that is not installed."""

import os
from importlib.util import find_spec

# Before NumPy and PyTorch are imported: several processes test side by side, and the threads of
# each would spend their time waiting for those of the others.
os.environ.setdefault("OMP_NUM_THREADS", "1")

_NEEDED = {
    "boilerstrip/batch/arrow_schema.py": "pyarrow",
    "boilerstrip/batch/run.py": "filelock",
    "boilerstrip/batch/writing/parquet.py": "pyarrow",
    "boilerstrip/integrations/arrow.py": "pyarrow",
    "boilerstrip/integrations/datatrove.py": "datatrove",
    "boilerstrip/integrations/ray.py": "ray",
    "boilerstrip/integrations/scrapy.py": "scrapy",
    "boilerstrip/integrations/spark.py": "pyspark",
    "boilerstrip/training/*": "torch",
    "tests/benchmark/crawl.py": "psutil",
    "tests/benchmark/plots.py": "matplotlib",
    "tests/fuzzing/fuzz_extract.py": "atheris",
}

collect_ignore_glob = [path for path, package in _NEEDED.items() if find_spec(package) is None]
