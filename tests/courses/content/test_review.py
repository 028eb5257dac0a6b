"""A lesson comes before readers by two people: one writes and submits, another approves."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import Page, Task
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.periodic import publish_scheduled
from courses.content.models import CoursePage, LessonPage
from courses.content.review import SecondPerson
from tests.factories.accounts import create_colleague, sign_in
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index, create_lesson
from wellbeing.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return create_course(index=create_index(home=create_home()))


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return create_lesson(course=course, live=False)


@pytest.fixture
def writer() -> User:
    return create_colleague(username="rita")


@pytest.fixture
def reader() -> User:
    return create_colleague(username="nadya")


def client_of(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def form_of(response: Any) -> dict[str, Any]:
    """What the edit form of a page would send if nothing in it were touched."""
    assert response.status_code == 200
    form = BeautifulSoup(response.content, "html.parser").find("form", id="page-edit-form")
    sent: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or (field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked")):
            continue
        sent[name] = field.text if field.name == "textarea" else field.get("value", "")
    return sent | {"body-count": "0"}


def edit(client: Client, lesson: LessonPage, **changes: Any) -> Any:
    address = f"/staff/pages/{lesson.pk}/edit/"
    return client.post(address, form_of(client.get(address)) | changes, follow=True)


def submit(client: Client, lesson: LessonPage, **changes: Any) -> None:
    edit(client, lesson, **{"action-submit": "yes"} | changes)
    assert LessonPage.objects.get(pk=lesson.pk).workflow_in_progress


def approve(client: Client, lesson: LessonPage) -> Any:
    state = LessonPage.objects.get(pk=lesson.pk).current_workflow_task_state
    return client.post(f"/staff/pages/workflow/action/{lesson.pk}/approve/{state.pk}/")


def is_live(lesson: LessonPage) -> bool:
    return bool(LessonPage.objects.get(pk=lesson.pk).live)


def test_the_one_workflow_is_there_before_the_first_page() -> None:
    assert [type(task) for task in Task.objects.filter(active=True).specific()][-1:] == [SecondPerson]
    assert SecondPerson.objects.count() == 1


def test_a_second_person_approves_and_the_lesson_is_published(
    lesson: LessonPage, writer: User, reader: User
) -> None:
    submit(client_of(writer), lesson, title="Новое имя")

    assert not is_live(lesson)
    approve(client_of(reader), lesson)

    published = LessonPage.objects.get(pk=lesson.pk)
    assert (published.live, published.title) == (True, "Новое имя")
    assert not published.workflow_in_progress


def test_nobody_approves_what_they_submitted(lesson: LessonPage, writer: User) -> None:
    client = client_of(writer)
    submit(client, lesson)

    approve(client, lesson)

    assert not is_live(lesson)
    task = LessonPage.objects.get(pk=lesson.pk).current_workflow_task
    assert [name for name, *_ in task.get_actions(lesson, writer)] == ["reject"]
    with pytest.raises(PermissionDenied):
        task.on_action(LessonPage.objects.get(pk=lesson.pk).current_workflow_task_state, writer, "approve")


def test_whoever_changed_it_meanwhile_leaves_the_approval_to_the_first(
    lesson: LessonPage, writer: User, reader: User
) -> None:
    submit(client_of(writer), lesson)
    second = client_of(reader)
    edit(second, lesson, title="Правка второй")

    approve(second, lesson)
    assert not is_live(lesson)

    third = create_colleague(username="olya", role="lead")
    approve(client_of(third), lesson)
    assert is_live(lesson)
    assert LessonPage.objects.get(pk=lesson.pk).title == "Правка второй"


def test_a_role_that_may_not_approve_does_not(lesson: LessonPage, writer: User) -> None:
    submit(client_of(writer), lesson)

    approve(client_of(create_colleague(username="igor", role="council")), lesson)

    assert not is_live(lesson)


def test_an_editor_publishes_no_lesson_past_the_workflow(
    course: CoursePage, lesson: LessonPage, writer: User
) -> None:
    client = client_of(writer)

    edit(client, lesson, **{"action-publish": "yes"})
    client.post(f"/staff/bulk/wagtailcore/page/publish/?id={lesson.pk}", {"confirm": "yes"})
    revision = lesson.save_revision(user=writer)
    with pytest.raises(PublishPagePermissionError):
        revision.publish(user=writer)

    assert not is_live(lesson)
    assert not course.permissions_for_user(writer).can_publish()
    assert not Page.objects.get(pk=course.pk).permissions_for_user(writer).can_publish_subpage()


def test_an_ordinary_page_is_published_as_before(course: CoursePage, writer: User) -> None:
    home = course.get_parent().get_parent()

    assert home.permissions_for_user(writer).can_publish()
    assert not home.has_workflow


def test_who_may_approve_finds_what_waits_on_the_first_page(
    lesson: LessonPage, writer: User, reader: User
) -> None:
    submit(client_of(writer), lesson)

    assert lesson.title in client_of(reader).get("/staff/").content.decode()
    assert [
        state.task.specific for state in SecondPerson.objects.get().get_task_states_user_can_moderate(reader)
    ]
    assert not SecondPerson.objects.get().get_task_states_user_can_moderate(writer).exists()


def test_an_approved_lesson_waits_for_its_hour(lesson: LessonPage, writer: User, reader: User) -> None:
    hour = timezone.now() + timedelta(hours=2)
    submit(client_of(writer), lesson, go_live_at=hour.strftime("%Y-%m-%d %H:%M"))

    approve(client_of(reader), lesson)
    assert not is_live(lesson)
    assert LessonPage.objects.get(pk=lesson.pk).approved_schedule

    revision = LessonPage.objects.get(pk=lesson.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    publish_scheduled()
    assert is_live(lesson)


def translated(lesson: LessonPage, by: User) -> LessonPage:
    """The English draft of a published lesson, translated by `by`."""
    lesson.save_revision().publish()
    english = create_home(language="en").locale
    for page in [*lesson.get_ancestors().filter(depth__gt=2).specific(), lesson]:
        source, _ = TranslationSource.update_or_create_from_instance(page)
        translation = Translation.objects.create(source=source, target_locale=english)
        translation.save_target(publish=False)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            data="Recognising",
            last_translated_by=by,
        )
    target: LessonPage = LessonPage.objects.get(locale=english)
    return target


def test_a_translation_is_published_by_somebody_who_did_not_write_it(
    lesson: LessonPage, writer: User, reader: User, django_capture_on_commit_callbacks: Any
) -> None:
    english = translated(lesson, by=writer)
    address = f"/staff/pages/{english.pk}/edit/"

    with django_capture_on_commit_callbacks(execute=True):
        client_of(writer).post(address, {"action": "publish"})
    assert not is_live(english)

    with django_capture_on_commit_callbacks(execute=True):
        client_of(reader).post(address, {"action": "publish"})
    published = LessonPage.objects.get(pk=english.pk)
    assert (published.live, published.title) == (True, "Recognising")


def test_who_approves_without_writing_pages_finds_the_lesson_reads_it_and_no_other(
    course: CoursePage, lesson: LessonPage, writer: User
) -> None:
    draft = create_lesson(course=course, number=2, title="Черновик", live=False)
    submit(client_of(writer), lesson)
    lead = client_of(create_colleague(username="olya", role="lead"))

    assert lesson.title in lead.get("/staff/").content.decode()
    assert lead.get(f"/staff/pages/{lesson.pk}/edit/").status_code == 200
    assert lead.get(f"/staff/pages/{draft.pk}/edit/").status_code in {302, 403}

    approve(lead, lesson)
    assert is_live(lesson)
