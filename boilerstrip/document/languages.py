"""Language tags as pages write them, and as BCP 47 does."""

from __future__ import annotations

import re

# Language, then script and region where they are told; variants and extensions are dropped, as no
# reader of an article's language asks for them (BCP 47, section 2.1).
_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{1,8})*\Z")
# "x-default", undetermined, multiple, uncoded, and no linguistic content (ISO 639-2).
_NO_LANGUAGE = frozenset(("und", "mul", "mis", "zxx"))


def normalise(tag: str | None) -> str | None:
    """A language tag in the spelling of BCP 47, or ``None`` where it is none.

    >>> normalise("pt_br"), normalise("ZH-hans-cn"), normalise("de-DE, en"), normalise("English")
    ('pt-BR', 'zh-Hans-CN', 'de-DE', None)
    """
    if not tag:
        return None
    first = re.split(r"[,;\s]", tag.strip()[:100], maxsplit=1)[0]
    match = _TAG.match(first.partition(".")[0].replace("_", "-").lower())
    if match is None or match[1] in _NO_LANGUAGE:
        return None
    language, script, region = match.groups()
    parts = (language, script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)
