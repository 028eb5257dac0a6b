"""The database is what the migrations say, and every column of it has a retention rule."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from wellbeing.privacy import actions, checks, retention

# Django's own note of which migrations it has carried out; no model, no person.
WITHOUT_MODEL = {"django_migrations"}


@pytest.mark.service
@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()

    call_command("makemigrations", check=True, dry_run=True, skip_checks=True, stdout=said)

    assert said.getvalue().strip() == "No changes detected"


def test_every_column_of_every_model_has_a_retention_rule() -> None:
    rules = {rule.table: rule for rule in retention.load(actions.RULES_FILE)}

    without = {
        f"{model._meta.label}.{name}"
        for model in checks.installed_models()
        for name in checks.columns(model)
        if not (rule := rules.get(model._meta.label))
        or (name not in rule.named and not rule.covers_every_column)
    }

    assert without == set()
    assert checks.check_retention() == []


@pytest.mark.service
@pytest.mark.django_db
def test_the_database_has_no_column_that_no_model_knows() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        )
        existing = {f"{table}.{column}" for table, column in cursor.fetchall() if table not in WITHOUT_MODEL}
    known = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.concrete
    }

    assert existing - known == set()
    assert "assessments_history.box" in existing
