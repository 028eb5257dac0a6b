"""Before publishing: what stands in the way, what changes and for whom. Publishing, and moving people."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry as log_registry

from tests.assessments.admin import page
from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
)
from tests.trainers.staff.pathways import LIST, create_draft, enter, own
from trainers.actions import pathways
from trainers.models import Candidacy, PathwayVersion
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

GONE = "в этом списке уже нет"


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.fixture
def client(vera: User) -> Client:
    return enter(vera)


def seen(client: Client, draft: PathwayVersion) -> dict[str, str]:
    """What the button on the page that checks a draft would send."""
    field = BeautifulSoup(client.get(own(draft, "check")).content, "html.parser").find(
        "input", {"name": "seen"}
    )
    assert field is not None
    return {"seen": str(field["value"])}


def publish(draft: PathwayVersion) -> PathwayVersion:
    return pathways.publish(version=draft, by="rita", today=TODAY)


def versions() -> dict[str, int]:
    return dict(Candidacy.objects.values_list("trainer__name", "version__number"))


def test_what_stands_in_the_way_is_said_at_its_requirement_and_nothing_is_published(client: Client) -> None:
    draft = create_draft()
    draft.requirements.filter(key="safety").update(instead_of="psychologist")
    draft.requirements.filter(key="supervision").update(unit="times")

    shown = page(client.get(own(draft, "check")))

    assert (
        "Обучение безопасности и разбор кризисного случая : Эти требования заменяют друг друга по кругу"
        in shown
    )
    assert "Шесть часов супервизии во время первых потоков : Супервизию считаем в часах" in shown
    response = client.post(own(draft, "publish"), {})
    assert response.headers["Location"] == own(draft, "check")
    assert "В правилах есть ошибки" in page(client.get(own(draft, "check")))
    assert PathwayVersion.objects.get(pk=draft.pk).status == "draft"


def test_what_would_change_is_said_in_words(client: Client) -> None:
    draft = create_draft()
    draft.requirements.filter(key="reflection").delete()
    draft.requirements.filter(key="renewal-supervision").update(count=12)
    PathwayVersion.objects.filter(pk=draft.pk).update(months_valid=36)

    shown = page(client.get(own(draft, "check")))

    assert "Больше не требуется До первого сертификата: Письменно осмыслить один из потоков" in shown
    assert "Было: Сертификат действует 24 месяца. Станет: Сертификат действует 36 месяцев." in shown
    assert "Было: Для продления: Восемь часов супервизии; 8 часов супервизии;" in shown
    assert "Станет: Для продления: Восемь часов супервизии; 12 часов супервизии;" in shown


def test_whom_it_would_concern_stands_in_three_groups_and_others_are_a_number(client: Client) -> None:
    version = create_pathway()
    create_candidacy(trainer=create_trainer(name="Ива"), version=version)
    create_candidacy(trainer=create_trainer(name="Чужая", code="RU-PER"), version=version)
    create_certificate(candidacy=create_candidacy(trainer=create_trainer(name="Клён"), version=version))
    draft = create_draft(version)
    draft.requirements.filter(key="reflection").delete()
    draft.requirements.filter(key="renewal-supervision").update(count=12)

    shown = page(client.get(own(draft, "check")))

    harder, easier = shown.index("Станет труднее: 1"), shown.index("Станет легче: 2")
    same = shown.index("Ничего не изменится: 0")
    assert harder < shown.index("Клён") < easier < shown.index("Ива") < same
    assert "Добавится: 12 часов супервизии" in shown[harder:easier]
    assert "Уйдёт: письменное осмысление" in shown[easier:same]
    assert "1 человек в других регионах." in shown[easier:same]
    assert "Чужая" not in shown
    assert "Чужая" in page(enter(create_lead()).get(own(draft, "check")))


def test_the_check_costs_the_same_with_one_trainer_and_with_three(client: Client) -> None:
    version = create_pathway()
    draft = create_draft(version)
    create_certificate(candidacy=create_candidacy(version=version))
    one = count(client, own(draft, "check"))
    for _ in range(2):
        create_certificate(candidacy=create_candidacy(version=version))
        create_candidacy(version=version)

    assert count(client, own(draft, "check")) == one


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_publishing_leads_to_those_who_may_be_moved(client: Client) -> None:
    version = create_pathway()
    create_candidacy(version=version)
    draft = create_draft(version)

    response = client.post(own(draft, "publish"), seen(client, draft))

    assert response.headers["Location"] == own(draft, "move")
    assert "Опубликовано." in page(client.get(own(draft, "move")))
    published = PathwayVersion.objects.get(pk=draft.pk)
    assert (published.status, published.published_by) == ("published", "vera")
    assert [each.action for each in log_registry.get_logs_for_instance(published)] == ["wagtail.publish"]


def test_of_two_who_publish_the_second_is_told(client: Client) -> None:
    draft = create_draft()
    sent = seen(client, draft)
    publish(draft)

    response = client.post(own(draft, "publish"), sent)

    assert response.headers["Location"] == f"{LIST}inspect/{draft.pk}/"
    assert "больше не меняется" in page(client.get(response.headers["Location"]))
    assert PathwayVersion.objects.get(pk=draft.pk).published_by == "rita"
    assert client.get(own(draft, "check")).headers["Location"] == f"{LIST}inspect/{draft.pk}/"


def test_a_draft_that_changed_after_it_was_looked_at_is_looked_at_again(client: Client) -> None:
    draft = create_draft()
    sent = seen(client, draft)
    draft.requirements.filter(key="safety").update(count=9)

    response = client.post(own(draft, "publish"), sent)

    assert response.headers["Location"] == own(draft, "check")
    assert "его кто-то сохранил" in page(client.get(own(draft, "check")))
    assert PathwayVersion.objects.get(pk=draft.pk).status == "draft"


def test_those_ticked_are_moved_and_the_others_are_not(client: Client) -> None:
    version = create_pathway()
    ivy = create_candidacy(trainer=create_trainer(name="Ива"), version=version)
    create_candidacy(trainer=create_trainer(name="Клён"), version=version)
    create_candidacy(trainer=create_trainer(name="Чужая", code="RU-PER"), version=version)
    new = publish(create_draft(version))
    shown = page(client.get(own(new, "move")))
    assert "Ива" in shown
    assert "Чужая" not in shown

    response = client.post(own(new, "move"), {"candidacies": [str(ivy.pk)]})

    assert response.headers["Location"] == own(new, "move")
    assert "На эти правила переходит 1 человек." in page(client.get(own(new, "move")))
    assert versions() == {"Ива": 2, "Клён": 1, "Чужая": 1}


def test_nobody_ticked_or_somebody_elsewhere_is_said_and_the_ticks_stay(client: Client, vera: User) -> None:
    version = create_pathway()
    ivy = create_candidacy(trainer=create_trainer(name="Ива"), version=version)
    own_path = create_candidacy(trainer=create_trainer(name="Сама", user=vera), version=version)
    far = create_candidacy(trainer=create_trainer(name="Чужая", code="RU-PER"), version=version)
    new = publish(create_draft(version))
    address = own(new, "move")
    assert "Сама" not in page(client.get(address))

    assert "Никто не отмечен." in page(client.post(address, {}))
    for other, said in ((far.pk, GONE), (own_path.pk, GONE), (uuid4(), GONE), ("no-such", "UUID")):
        response = client.post(address, {"candidacies": [str(ivy.pk), str(other)]})
        assert said in page(response)
        ticked = BeautifulSoup(response.content, "html.parser").find("input", {"value": str(ivy.pk)})
        assert ticked is not None
        assert ticked.has_attr("checked")

    assert set(versions().values()) == {1}


def test_nobody_is_moved_to_a_version_that_is_not_published(client: Client) -> None:
    version = create_pathway()
    candidacy = create_candidacy(version=version)
    draft = create_draft(version)

    response = client.post(own(draft, "move"), {"candidacies": [str(candidacy.pk)]})

    assert response.headers["Location"] == f"{LIST}inspect/{draft.pk}/"
    assert "не опубликована" in page(client.get(response.headers["Location"]))
    assert set(versions().values()) == {1}


def test_moving_costs_the_same_with_one_trainer_and_with_three(client: Client) -> None:
    version = create_pathway()
    new = publish(create_draft(version))
    create_candidacy(version=version)
    one = count(client, own(new, "move"))
    for _ in range(2):
        create_candidacy(version=version)

    assert count(client, own(new, "move")) == one
