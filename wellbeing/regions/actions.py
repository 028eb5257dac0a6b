"""Brings the regions from the two readable files into the database."""

import gettext
from pathlib import Path

import pycountry
import yaml

from wellbeing.regions.models import Region

HERE = Path(__file__).parent
SUBJECTS = HERE / "names.yaml"
DIASPORA = HERE / "diaspora.yaml"


def load_regions() -> int:
    """Adds the regions that are missing and renames those whose name has changed; how many there are.

    Nothing is deleted: other rows stand in a region. Raises `LookupError` for a country code that
    ISO 3166-1 does not know, `django.db.IntegrityError` for a code of a wrong form.
    """
    regions = [*_subjects(), *_countries()]
    for position, region in enumerate(regions):
        region.position = position
    Region.objects.bulk_create(
        regions,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "name_ru", "name_en", "position"],
    )
    return len(regions)


def _subjects() -> list[Region]:
    return [
        Region(code=code, kind=Region.Kind.SUBJECT, name_ru=name["ru"], name_en=name["en"])
        for code, name in _read(SUBJECTS).items()
    ]


def _countries() -> list[Region]:
    russian = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["ru"])
    countries = []
    for code, own in _read(DIASPORA).items():
        english = pycountry.countries.lookup(code).name
        names = {"ru": russian.gettext(english), "en": english} | own
        countries.append(
            Region(code=code, kind=Region.Kind.COUNTRY, name_ru=names["ru"], name_en=names["en"])
        )
    return sorted(countries, key=lambda country: country.name_ru)


def _read(path: Path) -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str] | None] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {code: names or {} for code, names in content.items()}
