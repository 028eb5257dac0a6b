"""The one table of periodic work names what exists, and leaves nothing out."""

from celery.schedules import crontab
from django.conf import settings

from wellbeing.celery import app

TABLE = settings.CELERY_BEAT_SCHEDULE


def periodic_tasks() -> set[str]:
    """The tasks that live in a `periodic` module: a schedule calls them, and nobody else."""
    app.loader.import_default_modules()
    return {name for name in app.tasks if name.rpartition(".")[0].endswith(".periodic")}


def test_each_name_in_the_table_is_a_task_and_each_periodic_task_is_in_the_table() -> None:
    assert {entry["task"] for entry in TABLE.values()} == periodic_tasks()
    assert "wellbeing.privacy.periodic.apply_retention" in periodic_tasks()


def test_each_entry_says_when_and_passes_nothing() -> None:
    for name, entry in TABLE.items():
        assert entry.keys() == {"task", "schedule"}, name
        assert isinstance(entry["schedule"], crontab | float), name  # a time of day, or every so many seconds


def test_the_retention_rules_are_carried_out_every_day() -> None:
    (entry,) = [entry for entry in TABLE.values() if entry["task"].endswith(".apply_retention")]
    when = entry["schedule"]

    assert (len(when.minute), len(when.hour)) == (1, 1)
    assert (len(when.day_of_week), len(when.day_of_month), len(when.month_of_year)) == (7, 31, 12)


def test_a_task_of_ours_keeps_no_result_and_is_named_after_its_place() -> None:
    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}

    assert ours
    for name, task in ours.items():
        assert name == f"{task.run.__module__}.{task.run.__name__}"
        assert task.ignore_result
