"""A label for every block.

A block likelier body than not is body, unless its own words say surely what else it is. Any other
block is named by the first of: its words, the names of the elements around it, its shape.
"""

from __future__ import annotations

from boilerstrip.article import Label
from boilerstrip.blocks import Segmentation
from boilerstrip.labels import ending, order, phrases
from boilerstrip.labels.verdict import BODY, BOILERPLATE, OVERRULED, Verdict
from boilerstrip.lexicon import markup
from boilerstrip.scorer import Context, Judgement

# A reason weaker than this many log-odds did not decide anything: it moves 0.5 by a tenth at most.
MIN_REASON = 0.4
MAX_REASONS = 5
# A run of links whose text is longer than a menu item's is a list of teasers.
TEASER_LENGTH = 28
LINKED = 0.5

# Names of elements that tell a field's place or the page's frame, but not the kind of a block.
_VAGUE = frozenset(("boilerplate", "body", "pull_quote", "aside"))
# What all others tell, and how to say so.
_NAMED = {
    name: (Label(name), f"its element is named as {name}")
    for name in markup.PRIORITY
    if name not in _VAGUE
}
# Names that content systems give to several kinds: words decide between them.
_AMBIGUOUS = frozenset(("newsletter", "subscriber_prompt", "related", "interface"))


def assign(
    segmentation: Segmentation,
    context: Context,
    judgements: list[Judgement],
    threshold: float,
    *,
    explain: bool = False,
) -> list[Verdict]:
    """A verdict for each block, in order; reasons only if ``explain``."""
    verdicts = []
    for i, block in enumerate(segmentation.blocks):
        judged = judgements[i]
        is_body = judged.probability >= threshold
        found = context.found[i]
        sure = phrases.recognise(block, found, is_body=is_body)
        if sure is not None:
            score = min(judged.probability, OVERRULED)
            verdict = Verdict(sure.label, score, (sure.reason,))
        elif is_body:
            verdict = Verdict(BODY, judged.probability)
        else:
            label, reason = _name(i, segmentation, context, phrases.hint(block, found))
            verdict = Verdict(label, judged.probability, (reason,) if reason else ())
        if explain:
            # The judge may have seen what the label was told by: it is one reason.
            verdict.reasons = tuple(dict.fromkeys((*verdict.reasons, *_told(judged))))
        verdicts.append(verdict)
    order.open_boxes(segmentation, context, verdicts)
    order.drop_repeats(segmentation, context, verdicts)
    ending.keep_told(segmentation, context, verdicts)
    ending.end_story(segmentation, context, verdicts)
    ending.fill_story(segmentation, context, verdicts)
    ending.continue_story(segmentation, context, verdicts)
    order.spread(segmentation, verdicts)
    if segmentation.is_dump:
        order.name_dump_lines(segmentation, verdicts)
        order.join_legends(segmentation, verdicts)
    return verdicts


def _told(judged: Judgement) -> tuple[str, ...]:
    strong = [reason for weight, reason in judged.evidence if abs(weight) >= MIN_REASON]
    return tuple(strong[:MAX_REASONS])


def _name(
    i: int, segmentation: Segmentation, context: Context, words: phrases.Recognised | None
) -> tuple[Label, str]:
    """The kind of a block that is not body, whose ``words`` hint at one or none."""
    block = segmentation.blocks[i]
    name = markup.label_of(block.tokens) or context.labels[block.node]
    if words is not None and (name is None or name in _VAGUE or name in _AMBIGUOUS):
        return words.label, words.reason
    if name in _NAMED:
        return _NAMED[name]
    density = context.link_densities[i]
    if density > LINKED:
        teaser = context.weights[i] / max(1, block.text.count("\t") + 1) > TEASER_LENGTH
        kind = Label.RELATED if teaser else Label.NAVIGATION
        return kind, f"links make up {density:.0%} of the text"
    if segmentation.nodes[block.node].tag in ("button", "label", "select", "textarea"):
        return Label.INTERFACE, f"stands in a <{block.tag}>"
    return BOILERPLATE, ""
