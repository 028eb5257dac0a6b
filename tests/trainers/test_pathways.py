"""Versions of pathways: started, copied, published by one of two, and whom a new one would concern."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms import generation
from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
    show_everything,
)
from trainers import reading, refusals
from trainers.actions import certificates, pathways
from trainers.models import Candidacy, Certificate, Pathway, PathwayVersion, Requirement
from trainers.rules.checking import Fault, Problem
from trainers.rules.moving import Effect
from trainers.rules.pathway import Stage

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def create_draft(version: PathwayVersion | None = None) -> PathwayVersion:
    return pathways.new_draft(pathway=(version or create_pathway()).pathway)


def publish(version: PathwayVersion, **options: str) -> PathwayVersion:
    return pathways.publish(version=version, by="vera", today=TODAY, **options)


def test_a_pathway_starts_with_an_empty_draft_that_cannot_be_published() -> None:
    draft = pathways.start(slug="peer-support", name_ru="Взаимная поддержка", name_en="Peer support")

    assert (draft.number, draft.status, draft.months_valid) == (1, "draft", 24)
    assert pathways.faults(version=draft) == (Problem(Fault.NOTHING_ASKED),)
    with pytest.raises(refusals.HasFaults):
        publish(draft)
    assert PathwayVersion.objects.get().status == "draft"


def test_a_new_draft_asks_the_same_in_the_same_order_and_there_is_only_one() -> None:
    version = create_pathway()
    version.requirements.filter(key="safety").exists()

    draft = create_draft(version)

    assert draft.number == 2
    assert draft.rules() == version.rules()
    assert pathways.new_draft(pathway=version.pathway) == draft
    assert pathways.mark(version=draft) == pathways.mark(version=create_draft(version))


def test_of_two_who_publish_the_second_is_told_and_the_earlier_version_retires() -> None:
    first = create_pathway()
    draft = create_draft(first)
    same = PathwayVersion.objects.get(pk=draft.pk)

    publish(draft)

    with pytest.raises(refusals.PublishedAlready):
        publish(same)
    assert list(PathwayVersion.objects.values_list("number", "status", "published_by")) == [
        (2, "published", "vera"),
        (1, "retired", "rita"),
    ]


def test_nobody_publishes_what_they_have_not_seen() -> None:
    draft = create_draft()
    seen = pathways.mark(version=draft)
    draft.requirements.filter(key="safety").update(count=9)

    with pytest.raises(refusals.ChangedMeanwhile):
        publish(draft, seen=seen)

    assert publish(draft, seen=pathways.mark(version=draft)).status == "published"


@pytest.mark.parametrize("name", ["months_valid", "renewal_days", "grace_days", "reactivation_months"])
def test_the_mark_of_a_version_follows_its_numbers(name: str) -> None:
    draft = create_draft()
    before = pathways.mark(version=draft)

    setattr(draft, name, 1)

    assert pathways.mark(version=draft) != before


def test_a_draft_that_is_gone_is_said_to_be_gone() -> None:
    draft = create_draft()
    gone = PathwayVersion.objects.get(pk=draft.pk)
    draft.delete()

    with pytest.raises(refusals.DraftGone):
        publish(gone)


def test_the_public_pages_are_made_anew_once_something_is_published(
    django_capture_on_commit_callbacks: object,
) -> None:
    draft = create_draft()
    before = generation.current()

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        publish(draft)
    after = generation.current()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        pathways.rename(pathway=Pathway.objects.get())

    assert len({before, after, generation.current()}) == 3


def test_the_database_itself_keeps_a_published_version() -> None:
    version = create_pathway()
    with pytest.raises(IntegrityError, match="published_pathway_never_changes"), transaction.atomic():
        Requirement.objects.filter(version=version).update(count=9)
    with pytest.raises(IntegrityError, match="published_pathway_never_changes"), transaction.atomic():
        version.delete()


def change(draft: PathwayVersion, **drops: int) -> None:
    """Requirements by key with the count they are to have; nought takes them away."""
    for key, count in drops.items():
        rows = draft.requirements.filter(key=key.replace("_", "-"))
        if count:
            rows.update(count=count)
        else:
            rows.delete()


def test_whom_a_draft_would_concern_and_how() -> None:
    version = create_pathway()
    on_the_way = create_candidacy(trainer=create_trainer(name="Ива"), version=version)
    certified = create_certificate(
        candidacy=create_candidacy(trainer=create_trainer(name="Клён"), version=version)
    )
    draft = create_draft(version)
    change(draft, reflection=0, renewal_supervision=12)

    found = {each.candidacy.pk: each for each in pathways.affected(version=draft, today=date(2028, 10, 1))}

    assert found.keys() == {on_the_way.pk, certified.candidacy_id}
    (ivy,), (maple,) = (
        [step.difference for step in found[pk].steps] for pk in (on_the_way.pk, certified.candidacy_id)
    )
    assert (ivy.effect, [each.requirement.key for each in ivy.dropped]) == (Effect.EASIER, ["reflection"])
    assert (maple.effect, [each.requirement.key for each in maple.added]) == (
        Effect.HARDER,
        ["renewal-supervision"],
    )


def test_somebody_with_two_certificates_is_one_person_and_harder_anywhere_is_harder() -> None:
    version = create_pathway()
    candidacy = create_candidacy(version=version)
    create_certificate(candidacy=candidacy)
    show_everything(candidacy, code="RU-PER")
    create_certificate(candidacy=candidacy, code="RU-PER")
    draft = create_draft(version)
    draft.requirements.filter(key="renewal-supervision").update(in_region=True, kind="led", unit="times")

    (found,) = pathways.affected(version=draft, today=date(2028, 10, 1))

    assert len(found.steps) == 2
    assert found.effect is Effect.HARDER


def test_many_trainers_cost_no_more_queries_than_one() -> None:
    version = create_pathway()
    draft = create_draft(version)
    create_certificate(candidacy=create_candidacy(version=version))
    one = count(draft)
    for _ in range(2):
        create_certificate(candidacy=create_candidacy(version=version))
        create_candidacy(version=version)

    assert count(draft) == one
    assert len(pathways.affected(version=draft, today=TODAY)) == 5


def count(draft: PathwayVersion) -> int:
    draft = PathwayVersion.objects.get(pk=draft.pk)
    with CaptureQueriesContext(connection) as captured:
        pathways.affected(version=draft, today=TODAY)
    return len(captured)


def test_those_chosen_are_moved_and_the_others_finish_on_the_version_they_began() -> None:
    version = create_pathway()
    moved, stays = create_candidacy(version=version), create_candidacy(version=version)
    new = publish(create_draft(version))

    assert pathways.move(version=new, chosen=[moved], by=create_coordinator()) == 1

    assert dict(Candidacy.objects.values_list("pk", "version__number")) == {moved.pk: 2, stays.pk: 1}


def test_nobody_moves_themselves_somebody_elsewhere_or_to_a_draft() -> None:
    version = create_pathway()
    by = create_coordinator()
    own = create_candidacy(trainer=create_trainer(user=by), version=version)
    near = create_candidacy(version=version)
    far = create_candidacy(trainer=create_trainer(code="RU-PER"), version=version)
    draft = create_draft(version)
    with pytest.raises(refusals.NotPublished):
        pathways.move(version=draft, chosen=[near], by=by)
    new = publish(draft)

    with pytest.raises(refusals.Yourself):
        pathways.move(version=new, chosen=[own], by=by)
    with pytest.raises(refusals.NotYours):
        pathways.move(version=new, chosen=[near, far], by=by)

    assert set(Candidacy.objects.values_list("version__number", flat=True)) == {1}


def test_a_certificate_keeps_its_days_and_is_renewed_by_the_rules_its_trainer_was_moved_to() -> None:
    version = create_pathway()
    certificate = create_certificate(candidacy=create_candidacy(version=version))
    draft = create_draft(version)
    change(draft, renewal_runs=0, renewal_co_facilitated=0)
    PathwayVersion.objects.filter(pk=draft.pk).update(months_valid=12, renewal_days=30)
    new = publish(PathwayVersion.objects.get(pk=draft.pk))
    show_everything(Candidacy.objects.get(), stage=Stage.RENEWAL, month=date(2026, 12, 1))
    Candidacy.objects.get().evidence.filter(kind="led").delete()
    due = date(2028, 10, 1)
    with pytest.raises(refusals.StillMissing):
        certificates.renew(certificate=certificate, by=create_coordinator(), today=due)
    pathways.move(version=new, chosen=[Candidacy.objects.get()], by=create_lead())

    now = reading.stand(Candidacy.objects.get(), "RU-TOM", due)
    renewed = certificates.renew(certificate=certificate, by=create_coordinator(), today=due)

    assert (now.state, now.missing) == ("renewal_due", ()), "still by the 90 days it was given with"
    assert renewed.expires_month == date(2029, 11, 1)
    assert Certificate.objects.get().version == new
