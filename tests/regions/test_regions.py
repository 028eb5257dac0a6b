"""The regions are those of ISO 3166, under names people know."""

import gettext

import pycountry
import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, transaction
from django.utils import translation

from wellbeing.regions import actions
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def test_subjects_are_exactly_those_of_the_standard() -> None:
    ours = set(Region.objects.filter(kind="subject").values_list("code", flat=True))

    assert ours == {subject.code for subject in pycountry.subdivisions.get(country_code="RU")}
    assert len(ours) == 83


def test_countries_are_all_known_to_the_standard_and_russia_is_not_among_them() -> None:
    ours = set(Region.objects.filter(kind="country").values_list("code", flat=True))

    assert ours <= {country.alpha_2 for country in pycountry.countries}
    assert "RU" not in ours
    assert {"GE", "AM", "KZ", "RS", "DE", "NO"} <= ours


def test_subjects_carry_russian_names_in_russian_and_latin_ones_in_english() -> None:
    for region in Region.objects.all():
        assert "а" <= region.name_ru[-2].lower() <= "я", region.code
        assert region.name_en.isascii() or region.code in {"RU-SE"}, region.code


def test_a_country_without_a_name_of_its_own_has_the_standard_one() -> None:
    armenia = Region.objects.get(code="AM")
    russian = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["ru"])

    assert (armenia.name_ru, armenia.name_en) == (russian.gettext("Armenia"), "Armenia")
    assert Region.objects.get(code="GB").name_ru == "Великобритания"


def test_a_region_speaks_the_language_of_the_page() -> None:
    yakutia = Region.objects.get(code="RU-SA")

    with translation.override("ru"):
        assert str(yakutia) == "Республика Саха (Якутия)"
    with translation.override("en"):
        assert str(yakutia) == "Sakha (Yakutia)"


def test_subjects_come_first_each_kind_by_its_name() -> None:
    names = list(Region.objects.values_list("name_ru", flat=True))

    assert names[:3] == ["Республика Адыгея", "Республика Алтай", "Алтайский край"]
    assert names[83:] == sorted(names[83:])


def test_loading_again_mends_a_name_and_adds_no_row() -> None:
    before = Region.objects.count()
    Region.objects.filter(code="RU-MOW").update(name_ru="Не Москва")

    assert actions.load_regions() == before

    assert Region.objects.count() == before
    assert Region.objects.get(code="RU-MOW").name_ru == "Москва"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("MOW", "subject"),
        ("RU-1", "subject"),
        ("ru-mow", "subject"),
        ("RU-MOW", "country"),
        ("RU", "country"),
        ("DEU", "country"),
        ("DE", "subject"),
        ("DE", "planet"),
    ],
)
def test_a_code_that_does_not_fit_its_kind_is_refused_by_the_database(code: str, kind: str) -> None:
    Region.objects.filter(code=code).delete()

    with pytest.raises(IntegrityError, match="region_code_fits_its_kind"), transaction.atomic():
        Region.objects.create(code=code, kind=kind, name_ru="Имя", name_en="Name", position=0)


def test_every_migrate_brings_the_regions_back() -> None:
    Region.objects.all().delete()

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert Region.objects.count() > 83
