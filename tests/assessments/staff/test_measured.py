"""What a version's page tells colleagues of reliability that was measured since."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tests.factories.assessments import create_published
from wellbeing.assessments.models import InstrumentVersion, MeasuredReliability

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def measure(version: InstrumentVersion, *, since: date, low: str, **changes: object) -> None:
    fields = {
        "scale_key": "total",
        "language": "ru",
        "alpha": Decimal("0.8"),
        "low": Decimal(low),
        "high": Decimal("0.82"),
        "sd": 20,
        "people": 612,
        "first_quarter": date(2026, 1, 1),
        "last_quarter": date(2026, 4, 1),
        "replaced_kind": "assumed",
        "replaced_value": Decimal("0.7"),
        "replaced_sd": 19,
        "replaced_source": "own assumption",
    }
    MeasuredReliability.objects.create(version=version, since_month=since, **fields | changes)


def test_each_change_is_dated_with_what_it_replaced_and_the_newest_stands_first(editor: Client) -> None:
    version = create_published()
    measure(version, since=date(2026, 8, 1), low="0.75")
    was = {"replaced_kind": "alpha", "replaced_value": Decimal("0.75"), "replaced_sd": 20}
    measure(version, since=date(2026, 11, 1), low="0.77", **was)

    page = editor.get(f"/staff/instruments/versions/inspect/{version.pk}/").text

    assert "<td>Август 2026</td><td>Русский</td><td>0,75, SD 20</td>" in page
    assert "предположение: 0,7, SD 19; own assumption" in page
    assert "альфа 0,8 (0,75–0,82), людей не меньше 612" in page
    assert "alpha 0,75, SD 20" in page
    assert page.index("Ноябрь 2026") < page.index("Август 2026")


def test_a_version_without_has_no_table(editor: Client) -> None:
    version = create_published()
    assert "измеренная на наших" not in editor.get(f"/staff/instruments/versions/inspect/{version.pk}/").text
