"""The shipped rules on real rows: on one side of each limit they go, on the other they stay."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    Comment,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    PageViewRestriction,
    Revision,
    UploadedFile,
)

from cms.models import HelpEntry, Picture
from wellbeing.accounts.models import User
from wellbeing.privacy import actions, retention

# The real one, since some rows get their time from a library.
NOW = timezone.now()
JUST = timedelta(seconds=1)
NINETY_DAYS_AGO = NOW - timedelta(days=90)
YOUNGER = NINETY_DAYS_AGO + JUST
YESTERDAY = NOW - timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.fixture
def colleague() -> User:
    return User.objects.create_user("vera")


@pytest.fixture
def page() -> Page:
    root = Page.objects.get(depth=1)
    made: Page = root.add_child(instance=Page(title="Тихая страница", slug="quiet"))
    return made


def carry_out() -> dict[tuple[str, str], int]:
    """The rules that met anything."""
    outcomes = actions.apply_retention(now=NOW)
    return {(outcome.table, outcome.rule): outcome.rows for outcome in outcomes if outcome.rows}


def keys(model: type[models.Model]) -> set[object]:
    return set(model._base_manager.values_list("pk", flat=True))


def test_nothing_is_due_on_a_fresh_site_and_nothing_goes(colleague: User, page: Page) -> None:
    before = {rule.table: keys(apps.get_model(rule.table)) for rule in shipped()}

    assert carry_out() == {}

    assert {rule.table: keys(apps.get_model(rule.table)) for rule in shipped()} == before
    assert before["accounts.User"] == {colleague.pk}
    assert len(before["regions.Region"]) > 83


def shipped() -> tuple[retention.TableRule, ...]:
    return retention.load(actions.RULES_FILE)


def page_log(page: Page, by: User, at: datetime) -> models.Model:
    kind = ContentType.objects.get_for_model(Page)
    return PageLogEntry.objects.create(
        page=page, content_type=kind, label="Тихая страница", action="wagtail.edit", timestamp=at, user=by
    )


def model_log(page: Page, by: User, at: datetime) -> models.Model:
    kind = ContentType.objects.get_for_model(User)
    return ModelLogEntry.objects.create(
        object_id="1", content_type=kind, label="Вера", action="wagtail.edit", timestamp=at, user=by
    )


@pytest.mark.parametrize("log", [page_log, model_log])
def test_traces_of_staff_work_go_after_ninety_days(
    log: Callable[[Page, User, datetime], models.Model], page: Page, colleague: User
) -> None:
    gone = log(page, colleague, NINETY_DAYS_AGO)
    log(page, colleague, YOUNGER)
    others = keys(type(gone)) - {gone.pk}

    assert carry_out() == {(gone._meta.label, "delete 90 days after timestamp"): 1}

    assert keys(type(gone)) == others


def revision(page: Page, by: User, at: datetime) -> Revision:
    made: Revision = page.save_revision(user=by)
    Revision.objects.filter(pk=made.pk).update(created_at=at)
    return made


def test_old_states_of_a_page_go_but_not_the_public_one_the_newest_draft_or_a_young_one(
    page: Page, colleague: User
) -> None:
    gone = revision(page, colleague, NINETY_DAYS_AGO)
    public, draft = (revision(page, colleague, NINETY_DAYS_AGO) for _ in range(2))
    young = revision(page, colleague, YOUNGER)
    Page.objects.filter(pk=page.pk).update(live_revision=public, latest_revision=draft)

    assert carry_out() == {
        ("wagtailcore.Revision", "delete 90 days after created_at"): 1,
        ("wagtailcore.Revision", "erase user 90 days after created_at"): 2,
    }

    left = dict(Revision.objects.values_list("pk", "user_id"))
    assert gone.pk not in left
    assert left == {public.pk: None, draft.pk: None, young.pk: colleague.pk}


def test_who_made_or_locked_a_page_is_forgotten_and_the_page_stays(page: Page, colleague: User) -> None:
    root = Page.objects.get(depth=1)
    young = root.add_child(instance=Page(title="Новая страница", slug="young"))
    of_colleague = {"owner": colleague, "locked_by": colleague, "locked": True}
    old = {"latest_revision_created_at": NINETY_DAYS_AGO, "locked_at": NINETY_DAYS_AGO}
    new = {"latest_revision_created_at": YOUNGER, "locked_at": YOUNGER}
    Page.objects.filter(pk=page.pk).update(**of_colleague, **old)
    Page.objects.filter(pk=young.pk).update(**of_colleague, **new)

    assert carry_out() == {
        ("wagtailcore.Page", "erase owner 90 days after latest_revision_created_at"): 1,
        ("wagtailcore.Page", "erase locked_by 90 days after locked_at"): 1,
    }

    page.refresh_from_db()
    young.refresh_from_db()
    assert (page.title, page.owner, page.locked_by, page.locked) == ("Тихая страница", None, None, True)
    assert (young.owner, young.locked_by) == (colleague, colleague)


def create_help_entry(*, verified_on: date, verified_by: User) -> HelpEntry:
    return HelpEntry.objects.create(
        name_ru="Вымышленная линия",
        about_ru="Слушают",
        operator_type=HelpEntry.OperatorType.PEER,
        asks_for_ru="Ничего",
        reachable_from=HelpEntry.Reachable.BOTH,
        is_round_the_clock=True,
        cost=HelpEntry.Cost.FREE,
        languages=["ru"],
        verified_on=verified_on,
        verified_by=verified_by,
    )


def test_who_verified_help_is_forgotten_after_a_year_and_the_entry_stays(colleague: User) -> None:
    a_year_ago = NOW.date() - timedelta(days=365)
    old = create_help_entry(verified_on=a_year_ago, verified_by=colleague)
    young = create_help_entry(verified_on=a_year_ago + timedelta(days=1), verified_by=colleague)

    assert carry_out() == {("cms.HelpEntry", "erase verified_on, verified_by 365 days after verified_on"): 1}

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name_ru, old.verified_on, old.verified_by) == ("Вымышленная линия", None, None)
    assert (young.verified_on, young.verified_by) == (a_year_ago + timedelta(days=1), colleague)


def create_picture(*, uploaded_by_user: User, created_at: datetime, at: Path) -> Picture:
    Pillow.new("RGB", (4, 4)).save(at / "pixel.png")
    file = ContentFile((at / "pixel.png").read_bytes(), name="pixel.png")
    made = Picture.objects.create(
        title="Точка", description="Чёрный квадрат", file=file, uploaded_by_user=uploaded_by_user
    )
    Picture.objects.filter(pk=made.pk).update(created_at=created_at)
    return made


def test_who_uploaded_a_picture_is_forgotten_and_the_picture_stays(colleague: User, tmp_path: Path) -> None:
    old = create_picture(uploaded_by_user=colleague, created_at=NINETY_DAYS_AGO, at=tmp_path)
    young = create_picture(uploaded_by_user=colleague, created_at=YOUNGER, at=tmp_path)

    assert carry_out() == {("cms.Picture", "erase uploaded_by_user 90 days after created_at"): 1}
    assert carry_out() == {}

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.uploaded_by_user, young.uploaded_by_user) == (None, colleague)
    assert default_storage.exists(str(old.file))


def test_what_editors_had_open_goes_after_a_day(page: Page, colleague: User) -> None:
    kind = ContentType.objects.get_for_model(Page)
    of_page = {"user": colleague, "content_type": kind, "object_id": str(page.pk)}
    gone = EditingSession.objects.create(**of_page, last_seen_at=YESTERDAY)
    stays = EditingSession.objects.create(**of_page, last_seen_at=YESTERDAY + JUST)
    for parent, at in (("1", YESTERDAY), ("2", YESTERDAY + JUST)):
        FormState.objects.create(**of_page, parent_object_id=parent, data="title=x", last_updated_at=at)

    assert carry_out() == {
        ("wagtailadmin.EditingSession", "delete 1 day after last_seen_at"): 1,
        ("wagtailadmin.FormState", "delete 1 day after last_updated_at"): 1,
    }

    assert gone.pk not in keys(EditingSession)
    assert keys(EditingSession) == {stays.pk}
    assert list(FormState.objects.values_list("parent_object_id", flat=True)) == ["2"]


def a_picture() -> bytes:
    out = BytesIO()
    Pillow.new("RGB", (2, 2)).save(out, "JPEG")
    return out.getvalue()


def test_a_picture_that_waits_for_its_description_goes_with_its_file(
    colleague: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    waiting = UploadedFile.objects.create(
        file=ContentFile(a_picture(), name="IMG_0001.jpg"), uploaded_by_user=colleague
    )
    assert default_storage.exists(waiting.file.name)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert carry_out() == {("wagtailcore.UploadedFile", "delete at once"): 1}

    assert not default_storage.exists(waiting.file.name)


def test_what_is_switched_off_leaves_nothing_behind(page: Page, colleague: User) -> None:
    EmailAddress.objects.create(user=colleague, email="vera@example.org")
    Session.objects.create(session_key="x", session_data="y", expire_date=NOW + timedelta(days=1))
    Comment.objects.create(page=page, user=colleague, text="Нет", contentpath="title")
    PageSubscription.objects.create(page=page, user=colleague, comment_notifications=True)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")

    assert carry_out() == {
        ("account.EmailAddress", "delete at once"): 1,
        ("sessions.Session", "delete at once"): 1,
        ("wagtailcore.Comment", "delete at once"): 1,
        ("wagtailcore.PageSubscription", "delete at once"): 1,
        ("wagtailcore.PageViewRestriction", "delete at once"): 1,
    }

    assert keys(User) == {colleague.pk}
    assert page.pk in keys(Page)
