"""Finding, adding, changing, sealing, handing over and deleting trainers in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories.accounts import create_colleague, create_key_pair, create_team, unlock
from tests.factories.trainers import (
    create_candidacy,
    create_coordinator,
    create_evidence,
    create_lead,
    create_pathway,
    create_supervision,
    create_trainer,
    region,
)
from tests.trainers.staff.looking import HERE, certified, client_of, queries, text
from trainers.actions import people
from trainers.actions.people import Private
from trainers.models import Candidacy, Trainer
from trainers.staff import frame
from wellbeing.accounts.models import SealedRecord, User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LIST = f"{HERE}people/"
NEW = f"{HERE}people/new/"
TYPED: dict[str, Any] = {
    "name": "Рябина",
    "home_region": "RU-TOM",
    "languages": ["ru", "tt"],
    "formats": ["online"],
    "active_from": "2025-03",
}


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.fixture
def client(vera: User) -> Client:
    return client_of(vera)


def page_of(trainer: Trainer, name: str = "person") -> str:
    return reverse(f"trainers:{name}", args=[trainer.pk])


def listed(client: Client, query: str = "") -> set[str]:
    said = text(client.get(LIST + query))
    return {name for name in Trainer.objects.values_list("name", flat=True) if name in said}


def test_the_list_has_the_trainers_of_ones_region_with_where_each_stands(client: Client) -> None:
    certified(name="Рябина")
    create_candidacy(trainer=create_trainer(name="Клён", code="RU-PER", serves=["RU-TOM"]))
    create_trainer(name="Липа")
    create_trainer(name="Чужая", code="RU-PER")

    said = text(client.get(LIST))

    assert listed(client) == {"Рябина", "Клён", "Липа"}
    assert "сертификат действует Томская область" in said
    assert "на пути" in said
    assert "пока без пути" in said


def test_filters_and_search_leave_whom_they_name(client: Client) -> None:
    certified(name="Рябина", languages=["tt"])
    create_candidacy(trainer=create_trainer(name="Клён", formats=["in_person"]))
    create_trainer(name="Липа", code="RU-PER", serves=["RU-TOM"])

    assert listed(client, "?state=certified") == {"Рябина"}
    assert listed(client, "?state=in_training") == {"Клён"}
    assert listed(client, "?state=lapsed") == set()
    assert listed(client, "?language=tt") == {"Рябина"}
    assert listed(client, "?format=in_person") == {"Клён"}
    assert listed(client, "?region=RU-PER") == {"Липа"}
    assert listed(client, "?q=ли") == {"Липа"}
    assert listed(client, "?state=nonsense&region=x") == {"Рябина", "Клён", "Липа"}


def test_the_list_takes_as_many_queries_for_three_as_for_one(client: Client) -> None:
    first = certified()
    create_evidence(candidacy=first.candidacy, month=frame.today(), today=frame.today())
    alone = queries(client, LIST)
    version = first.candidacy.version
    for _ in range(2):
        create_candidacy(trainer=create_trainer(serves=["RU-PER"]), version=version)
        certified()

    assert queries(client, LIST) == alone


def test_a_trainer_is_added_in_ones_own_region(client: Client) -> None:
    response = client.post(NEW, TYPED | {"regions": ["RU-PER"]})

    trainer = Trainer.objects.get()
    assert response.headers["Location"] == page_of(trainer)
    assert (trainer.name, trainer.home_region_id, trainer.languages) == ("Рябина", "RU-TOM", ["ru", "tt"])
    assert [each.pk for each in trainer.regions.all()] == ["RU-PER"]
    assert "Рябина" in text(client.get(page_of(trainer)))


def test_what_is_refused_leaves_everything_typed_in_the_form(client: Client) -> None:
    create_trainer(name="Рябина")

    response = client.post(NEW, TYPED)

    assert "уже есть" in text(response)
    shown = response.content.decode()
    assert 'value="Рябина"' in shown
    assert 'value="2025-03"' in shown
    assert Trainer.objects.count() == 1


def test_another_region_cannot_be_typed_and_an_empty_form_is_answered(client: Client) -> None:
    assert client.post(NEW, TYPED | {"home_region": "RU-PER"}).status_code == 200
    assert client.post(NEW, {}).status_code == 200
    assert Trainer.objects.count() == 0


def test_only_accounts_of_trainers_that_are_free_are_offered(client: Client) -> None:
    free = create_colleague(username="olya", role="trainer", name="Оля", region=region())
    taken = create_colleague(username="nina", role="trainer", name="Нина", region=region())
    create_colleague(username="katya", role="trainer", name="Катя", region=region("RU-PER"))
    create_trainer(user=taken)

    shown = client.get(NEW).content.decode()

    assert f'<option value="{free.pk}">Оля' in shown
    assert "Нина" not in shown
    assert "Катя" not in shown


def test_ones_own_account_is_offered_to_no_trainer_but_oneself() -> None:
    trainer_and_coordinator = create_coordinator(username="mila")
    trainer_and_coordinator.groups.add(Group.objects.get(name="trainer"))
    own, other = create_trainer(name="Рябина", user=trainer_and_coordinator), create_trainer(name="Ольха")
    mila = client_of(trainer_and_coordinator)
    option = f'<option value="{trainer_and_coordinator.pk}"'

    assert option in mila.get(page_of(own, "edit")).content.decode()
    Trainer.objects.filter(pk=own.pk).update(user=None)
    for address in (NEW, page_of(other, "edit"), page_of(own, "edit")):
        assert option not in mila.get(address).content.decode()
    assert option in client_of(create_coordinator()).get(NEW).content.decode()


def test_details_are_changed_and_a_trainer_of_another_home_is_not_there_to_change(client: Client) -> None:
    trainer, guest = create_trainer(name="Рябина"), create_trainer(code="RU-PER", serves=["RU-TOM"])

    assert 'value="Рябина"' in client.get(page_of(trainer, "edit")).content.decode()
    client.post(page_of(trainer, "edit"), TYPED | {"name": "Ольха", "active_until": "2027-01"})

    assert Trainer.objects.get(pk=trainer.pk).name == "Ольха"
    for name in ("edit", "private", "hand_over", "delete"):
        assert client.get(page_of(guest, name)).status_code == 404
    assert "Удалить" not in text(client.get(page_of(guest)))


def test_the_page_says_in_words_what_is_missing_what_was_shown_and_logged(client: Client) -> None:
    candidacy = create_candidacy(trainer=create_trainer(name="Рябина"))
    create_evidence(candidacy=candidacy, status="again")
    create_supervision(candidacy.trainer, minutes=90)

    said = text(client.get(page_of(candidacy.trainer)))

    assert "На пути к первому сертификату." in said
    assert "не хватает одного занятия с наблюдением" in said
    assert "(1 ч 30 мин из 6 ч): не хватает 4 ч 30 мин супервизии" in said
    assert "Не хватает месяца." in said
    assert "Всего 1 ч 30 мин." in said


def test_the_page_takes_as_many_queries_for_more_evidence(client: Client) -> None:
    candidacy = create_candidacy()
    create_evidence(candidacy=candidacy, status="again")
    create_supervision(candidacy.trainer)
    alone = queries(client, page_of(candidacy.trainer))
    for _ in range(2):
        create_evidence(candidacy=candidacy, status="again")
        create_supervision(candidacy.trainer)

    assert queries(client, page_of(candidacy.trainer)) == alone


def test_a_trainer_is_put_on_a_pathway_once(client: Client) -> None:
    create_pathway()
    trainer = create_trainer()
    address = page_of(trainer, "begin")

    client.post(address, {"version": "recovery-group"})
    again = client.post(address, {"version": "recovery-group"}, follow=True)

    assert Candidacy.objects.filter(trainer=trainer).count() == 1
    assert "уже на этом пути" in again.content.decode()
    assert [client.post(address, {"version": name}).status_code for name in ("no-such", "\0")] == [404, 404]


def test_the_sealed_part_asks_for_keys_and_leaves_a_trace_when_opened(vera: User, client: Client) -> None:
    trainer = create_trainer(name="Рябина")
    address = page_of(trainer, "private")
    create_team(members=[vera])
    assert client.get(address).headers["Location"].startswith("/staff/keys/unlock/")
    assert client.post(address, {"legal_name": "Имя Из Паспорта"}).status_code == 200
    assert SealedRecord.objects.count() == 0
    unlock(client)

    client.post(address, {"legal_name": "Имя Из Паспорта", "contact": "почта"})

    opened = client.get(address).content.decode()
    assert 'value="Имя Из Паспорта"' in opened
    history = text(client.get(page_of(trainer)))
    assert "vera: Открыто запечатанное" in history
    assert "Паспорта" not in history
    assert "Паспорта" not in str(list(ModelLogEntry.objects.values()))


def test_with_keys_locked_what_was_typed_stays_in_the_form(vera: User, client: Client) -> None:
    address = page_of(create_trainer(), "private")
    create_team(members=[vera])

    response = client.post(address, {"legal_name": "Имя Из Паспорта", "contact": ""})

    assert 'value="Имя Из Паспорта"' in response.content.decode()
    assert "Ключи уже заперты" in text(response)


def test_who_is_in_no_team_learns_that_and_opens_nothing() -> None:
    trainer, lead = create_trainer(), create_lead()
    create_key_pair(user=lead)
    client = client_of(lead)
    unlock(client)

    response = client.get(page_of(trainer, "private"), follow=True)

    assert "кто состоит в её команде" in response.content.decode()


def test_a_handover_takes_what_is_sealed_along(vera: User, client: Client) -> None:
    trainer = create_trainer(name="Рябина")
    create_team(members=[vera])
    create_team(region="RU-PER", members=[create_coordinator(code="RU-PER")])
    unlock(client)
    client.post(page_of(trainer, "private"), {"legal_name": "Имя", "contact": ""})

    response = client.post(page_of(trainer, "hand_over"), {"region": "RU-PER"})

    assert response.headers["Location"] == LIST
    assert Trainer.objects.get().home_region_id == "RU-PER"
    assert SealedRecord.objects.get().team.region_id == "RU-PER"
    assert client.get(page_of(trainer)).status_code == 404


def test_deleting_asks_first_and_says_why_not_while_a_certificate_stands(client: Client) -> None:
    certificate = certified(name="Рябина")
    address = page_of(certificate.candidacy.trainer, "delete")

    assert "нельзя" in text(client.get(address))
    assert "Сертификат ещё в силе" in text(client.post(address))
    assert Trainer.objects.count() == 1

    other = create_trainer(name="Липа")
    assert client.post(page_of(other, "delete")).headers["Location"] == LIST
    assert client.post(page_of(other, "delete")).status_code == 404
    assert Trainer.objects.get().name == "Рябина"


def test_nothing_sealed_is_in_the_list_or_on_the_page(vera: User, client: Client) -> None:
    trainer = create_trainer(name="Рябина")
    create_team(members=[vera])
    unlock(client)
    client.post(page_of(trainer, "private"), {"legal_name": "Имя Из Паспорта", "contact": "почта"})

    for address in (LIST, page_of(trainer), page_of(trainer, "edit")):
        assert "Паспорта" not in client.get(address).content.decode()
    assert Private(legal_name="Имя Из Паспорта").pack() != bytes(SealedRecord.objects.get().box)
    assert people.PRIVATE_ROOM == 960
