"""How Sphinx builds the site: ``python -m sphinx -W docs site``."""

from importlib.metadata import version as installed_version

project = "boilerstrip"
version = release = installed_version("boilerstrip")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "boilerstrip"
html_show_copyright = False
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_use_ivar = True
# Their docstrings name the attributes; the generated signature says no more.
autodoc_class_signature = "separated"
