"""What an editor who writes a fact card is told: an empty card, and what each part of it says."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

EMPTY = Path(__file__).with_name("empty_card.yaml").read_text(encoding="utf-8")

PARTS = (
    ("names", _("How files call it. The number stands there where there are several lengths.")),
    (
        "recall_days",
        _("The period asked about, in days; a list where editions differ; null where none is stated."),
    ),
    (
        "items.codes, items.blocks",
        _("The numbers of the answers as printed: one list, or one for each set of labels."),
    ),
    ("items.labels", _("falling where a higher number says less (1 = strongly agree).")),
    ("items.order", _("Whose sheet the numbers of the questions follow, where sheets differ.")),
    ("items.gates", _("Questions that decide whether the others are asked.")),
    (
        "scales",
        _(
            "Questions and reversed questions from 1, method, range, fewest answers, direction. "
            "Every question stands once."
        ),
    ),
    (
        "bands, bands_from",
        _("Thresholds with kind, source, population and year; what holds for all stands in bands_from."),
    ),
    ("reliability, changes", _("The figures with their sample, and what makes a change.")),
    ("licence", _("class is free, operator (only by a right of our own) or never. checked_by stays empty.")),
    (
        "checked",
        _(
            "How sure it is: page (read in full), abstract, computed, memory. What is not sure comes up "
            "in each import."
        ),
    ),
)
