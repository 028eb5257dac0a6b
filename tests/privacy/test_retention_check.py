"""`manage.py check` asks for a rule for every column, and for rules that can be followed."""

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import CheckMessage
from django.core.management import CommandError, call_command

from wellbeing.privacy import actions, checks, retention

HISTORY = "assessments.History: {why: w, keep: [id, box, expires_month]}"


def compared(text: str, *labels: str) -> list[CheckMessage]:
    return checks.compare(retention.parse(text), [apps.get_model(label) for label in labels])


def said(errors: Iterable[CheckMessage]) -> list[tuple[str | None, str]]:
    return [(error.id, error.msg) for error in errors]


def test_every_column_ruled_is_no_error() -> None:
    assert compared(HISTORY, "assessments.History") == []


def test_a_model_without_rule_is_an_error_with_the_text_to_paste() -> None:
    (error,) = compared("{}", "assessments.History")

    assert error.id == "privacy.E002"
    assert error.msg == "assessments.History has columns without a retention rule: id, box, expires_month."
    assert error.hint is not None
    pasted = error.hint.split("\n\n")[1].replace("why: \n", "why: because\n")
    assert compared(pasted, "assessments.History") == []


def test_a_new_column_without_rule_is_an_error_that_names_it() -> None:
    (error,) = compared("assessments.History: {why: w, keep: [id, box]}", "assessments.History")

    assert error.id == "privacy.E002"
    assert error.msg == "assessments.History has columns without a retention rule: expires_month."


def test_the_links_of_a_model_to_many_are_its_columns() -> None:
    user = apps.get_model("accounts.User")

    assert {"groups", "user_permissions"} <= set(checks.columns(user))


def test_an_erased_column_counts_as_ruled() -> None:
    ruled = "mfa.Authenticator: {why: w, keep: [id, user, type, data, created_at], "
    ruled += "erase: {1 day after created_at: [last_used_at]}}"

    assert compared(ruled, "mfa.Authenticator") == []


@pytest.mark.parametrize(
    ("text", "label", "error"),
    [
        (
            HISTORY.replace("box", "boxes, box"),
            "assessments.History",
            ("privacy.E003", "wellbeing/retention.yaml rules assessments.History.boxes, which is no column."),
        ),
        (
            HISTORY + "\nassessments.Answer: {why: w, keep: '*'}",
            "assessments.History",
            (
                "privacy.E003",
                "wellbeing/retention.yaml rules assessments.Answer, which is no installed model.",
            ),
        ),
        (
            HISTORY.replace("box", "box, box"),
            "assessments.History",
            ("privacy.E004", "wellbeing/retention.yaml, assessments.History: rules box more than once."),
        ),
        (
            "assessments.History: {why: w, keep: '*'}",
            "assessments.History",
            (
                "privacy.E004",
                "wellbeing/retention.yaml, assessments.History: "
                "says `*` of a model of this project; name its columns one by one.",
            ),
        ),
        (
            HISTORY.replace("why: w", "why: w, delete: 5 days after box"),
            "assessments.History",
            (
                "privacy.E004",
                "wellbeing/retention.yaml, assessments.History: says `5 days after box`, which is no date.",
            ),
        ),
        (
            "wagtailcore.ModelLogEntry: {why: w, keep: '*', delete: after the month in timestamp}",
            "wagtailcore.ModelLogEntry",
            (
                "privacy.E004",
                "wellbeing/retention.yaml, wagtailcore.ModelLogEntry: "
                "says `after the month in timestamp`, which is finer than a month.",
            ),
        ),
        (
            "mfa.Authenticator: {why: w, keep: '*', erase: {5 days after last_used_at: [data]}}",
            "mfa.Authenticator",
            (
                "privacy.E004",
                "wellbeing/retention.yaml, mfa.Authenticator: "
                "erases data, which can be neither NULL nor an empty text.",
            ),
        ),
        (
            "wagtailcore.Revision: {why: w, keep: '*', delete: 5 days after created_at, unless used as: "
            "[wagtailcore.Page.latest_revision, wagtail_localize.TranslationLog.revision]}",
            "wagtailcore.Revision",
            (
                "privacy.E004",
                "wellbeing/retention.yaml, wagtailcore.Revision: "
                "deletes rows that wagtailcore.Page.live_revision points to; add it to `unless used as`.",
            ),
        ),
        (
            "sessions.Session: {why: w, keep: '*', delete: at once, unless used as: [taggit.Tag.name]}",
            "sessions.Session",
            (
                "privacy.E004",
                "wellbeing/retention.yaml, sessions.Session: "
                "names taggit.Tag.name, which does not point to it.",
            ),
        ),
    ],
)
def test_a_rule_that_cannot_be_followed_is_an_error(text: str, label: str, error: tuple[str, str]) -> None:
    assert said(compared(text, label)) == [error]


def test_the_check_runs_with_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = actions.RULES_FILE.read_text("utf-8")
    spoilt = tmp_path / "retention.yaml"
    monkeypatch.setattr(actions, "RULES_FILE", spoilt)

    spoilt.write_text(shipped.replace("keep: [id, box, expires_month]", "keep: [id, box]"), "utf-8")
    with pytest.raises(CommandError, match="without a retention rule: expires_month"):
        call_command("check", tags=["models"], stderr=io.StringIO())

    spoilt.write_text("a.B: {why: [", "utf-8")
    with pytest.raises(CommandError, match="cannot be read: line 1, column 13"):
        call_command("check", tags=["models"], stderr=io.StringIO())


def test_the_shipped_rules_leave_nothing_out() -> None:
    assert checks.check_retention() == []
