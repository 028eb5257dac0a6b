"""Two at once: the second waits for the first, and then finds things as the first left them."""

import threading

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.factories.assessments import EDITOR, TODAY, checked, create_definition, create_draft
from wellbeing.assessments.actions import drafts, publishing
from wellbeing.assessments.models import Item
from wellbeing.assessments.reading import as_definition

# Rows that another connection sees. Afterwards only this app's tables are emptied, so that what migrations
# filled in (regions, roles) stays for other tests.
pytestmark = [
    pytest.mark.django_db(transaction=True, available_apps=["wellbeing.assessments"]),
    pytest.mark.service,
]


def test_an_edit_that_meets_publishing_waits_and_is_refused() -> None:
    version = create_draft()
    refused: list[str] = []

    def edit() -> None:
        try:
            Item.objects.filter(version=version, key="q1").update(text_ru="Подмена")
        except IntegrityError as error:
            refused.append(str(error))
        finally:
            connection.close()

    late = threading.Thread(target=edit)
    with transaction.atomic():
        publishing.publish(version=version, by=EDITOR, today=TODAY)
        late.start()
        late.join(timeout=1)
        assert late.is_alive()
    late.join(timeout=10)

    assert [error.splitlines()[0] for error in refused] == ["published_version_never_changes"]
    assert as_definition(version) == checked(create_definition())


def test_publishing_that_meets_an_edit_waits_and_publishes_what_was_edited() -> None:
    version = create_draft()
    refused: list[publishing.NotPublishable] = []

    def publish() -> None:
        try:
            publishing.publish(version=version, by=EDITOR, today=TODAY)
        except publishing.NotPublishable as error:
            refused.append(error)
        finally:
            connection.close()

    late = threading.Thread(target=publish)
    with transaction.atomic():
        Item.objects.filter(version=version, key="q1").update(text_ru="")
        late.start()
        late.join(timeout=1)
        assert late.is_alive()
    late.join(timeout=10)

    assert [reason.rule for error in refused for reason in error.reasons] == ["error"]


def test_two_drafts_begun_at_once_get_two_numbers() -> None:
    create_draft()
    numbers: list[int] = []

    def begin() -> None:
        numbers.append(create_draft().number)
        connection.close()

    late = threading.Thread(target=begin)
    with transaction.atomic():
        numbers.append(drafts.create_draft(instrument=create_definition(), slug="check-1").number)
        late.start()
        late.join(timeout=0.5)
    late.join(timeout=10)

    assert numbers == [2, 3]
