"""Wide parts of the world that regions lie in: what may be said of a place long before its region is told.

Each has several subjects of the federation, or several countries.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUBJECTS: list[tuple[str | Promise, str]] = [
    (_("north-west of Russia"), "ARK KGD KR KO LEN MUR NEN NGR VLG PSK SPE"),
    (
        _("centre of Russia"),
        "BEL BRY VLA VOR IVA KLU KOS KRS LIP MOS MOW ORL RYA SMO TAM TVE TUL YAR",
    ),
    (_("south of Russia"), "AD AST VGG KL KDA ROS DA IN KB KC SE STA CE"),
    (_("Volga region"), "BA KIR ME MO NIZ ORE PNZ PER SAM SAR TA UD ULY CU"),
    (_("Urals"), "KGN SVE TYU CHE KHM YAN"),
    (_("Siberia"), "AL ALT IRK KEM KYA NVS OMS TOM TY KK"),
    (_("Far East"), "AMU BU YEV ZAB KAM MAG PRI SA SAK KHA CHU"),
]
COUNTRIES: list[tuple[str | Promise, str]] = [
    (_("South Caucasus or Türkiye"), "AM AZ GE TR"),
    (_("Central Asia"), "KG KZ MN TJ TM UZ"),
    (
        _("Europe outside Russia"),
        "AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MD ME MK MT NL NO PL "
        "PT RO RS SE SI SK UA",
    ),
]
ELSEWHERE = _("another country")


def wide(code: str) -> str:
    """The part of the world that a region by its code lies in."""
    parts, code = (SUBJECTS, code[3:]) if code.startswith("RU-") else (COUNTRIES, code)
    return str(next((name for name, codes in parts if code in codes.split()), ELSEWHERE))
