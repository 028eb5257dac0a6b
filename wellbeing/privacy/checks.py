"""`manage.py check` finds every column without a retention rule, and every rule that cannot be followed."""

import inspect
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import models

from wellbeing.privacy import actions, retention

FILE = "wellbeing/retention.yaml"

# A pointer of this kind survives the row it points to, or forbids to delete it.
OUTLIVES = {models.SET_NULL, models.SET_DEFAULT, models.PROTECT, models.RESTRICT}

Model = type[models.Model]


def check_retention(*, app_configs: Sequence[AppConfig] | None = None, **_: object) -> list[CheckMessage]:
    """Every column of every installed model has a rule, and every rule has its column."""
    try:
        rules = retention.load(actions.RULES_FILE)
    except (OSError, retention.BadRules) as error:
        return [Error(f"{FILE} cannot be read: {error}", id="privacy.E001")]
    return compare(rules, installed_models())


def installed_models() -> list[Model]:
    """The models with a table of their own, whether Django manages it or not."""
    return [model for model in apps.get_models() if not model._meta.proxy]


def columns(model: Model) -> list[str]:
    """The columns of a model's own table, and its links to many, whose table has no model of its own."""
    many = [
        field.name
        for field in model._meta.local_many_to_many
        if getattr(field.remote_field.through, "_meta", model._meta).auto_created
    ]
    return [field.name for field in model._meta.local_fields] + many


def compare(rules: Iterable[retention.TableRule], models_: Iterable[Model]) -> list[CheckMessage]:
    """What is wrong between rules and models, as errors with the text to paste or the place to mend."""
    by_table = {rule.table: rule for rule in rules}
    by_label = {model._meta.label: model for model in models_}
    found: list[CheckMessage] = [
        Error(f"{FILE} rules {table}, which is no installed model.", hint="Remove it.", id="privacy.E003")
        for table in by_table.keys() - by_label.keys()
    ]
    for label, model in by_label.items():
        rule = by_table.get(label)
        if rule is None:
            found.append(_missing(model, columns(model), "Paste and complete"))
            continue
        found += _wrong_columns(rule, model)
        found += _impossible(rule, model)
    return found


def _missing(model: Model, names: list[str], how: str) -> Error:
    keep = f"[{', '.join(names)}]" if _is_ours(model) else '"*"'
    return Error(
        f"{model._meta.label} has columns without a retention rule: {', '.join(names)}.",
        hint=f"{how} in {FILE}:\n\n{model._meta.label}:\n  why: \n  keep: {keep}\n",
        id="privacy.E002",
    )


def _wrong_columns(rule: retention.TableRule, model: Model) -> Iterator[Error]:
    existing = columns(model)
    for name in rule.named:
        if name not in existing:
            text = f"{FILE} rules {rule.table}.{name}, which is no column."
            yield Error(text, hint="Remove it or mend its name.", id="privacy.E003")
    for name in sorted({name for name in rule.named if rule.named.count(name) > 1}):
        yield _cannot(rule, f"rules {name} more than once")
    missing = [name for name in existing if name not in rule.named]
    if rule.covers_every_column:
        if _is_ours(model):
            yield _cannot(rule, "says `*` of a model of this project; name its columns one by one")
    elif missing:
        yield _missing(model, missing, "Add the columns to `keep` or `erase`")


def _impossible(rule: retention.TableRule, model: Model) -> Iterator[Error]:
    for when in (*(erasure.when for erasure in rule.erase), *rule.delete):
        yield from _unfit_date(rule, when, model)
    for erasure in rule.erase:
        for name in erasure.columns:
            yield from _not_erasable(rule, name, model)
    if rule.delete:
        yield from _unfit_users(rule, model)


def _unfit_date(rule: retention.TableRule, when: retention.When, model: Model) -> Iterator[Error]:
    if not when.column:
        return
    field = _field(model, when.column)
    if not isinstance(field, models.DateField):
        yield _cannot(rule, f"says `{when}`, which is no date")
    elif when.days is None and isinstance(field, models.DateTimeField):
        yield _cannot(rule, f"says `{when}`, which is finer than a month")


def _not_erasable(rule: retention.TableRule, name: str, model: Model) -> Iterator[Error]:
    field = _field(model, name)
    if field is None:
        return
    try:
        actions.erased_value(field)
    except ValueError:
        yield _cannot(rule, f"erases {name}, which can be neither NULL nor an empty text")


def _unfit_users(rule: retention.TableRule, model: Model) -> Iterator[Error]:
    """Pointers to rows that may be deleted: each one that outlives its row is named, and nothing else is."""
    pointers = dict(_pointers_to(model))
    for column in rule.unless_used_as:
        if column not in pointers:
            yield _cannot(rule, f"names {column}, which does not point to it")
    for column, on_delete in pointers.items():
        if on_delete in OUTLIVES and column not in rule.unless_used_as:
            yield _cannot(rule, f"deletes rows that {column} points to; add it to `unless used as`")


def _pointers_to(model: Model) -> Iterator[tuple[str, object]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.field.concrete:
            yield f"{relation.related_model._meta.label}.{relation.field.name}", relation.on_delete


def _field(model: Model, name: str) -> "models.Field[Any, Any] | None":
    return {field.name: field for field in model._meta.local_fields}.get(name)


def _cannot(rule: retention.TableRule, what: str) -> Error:
    return Error(f"{FILE}, {rule.table}: {what}.", id="privacy.E004")


def _is_ours(model: Model) -> bool:
    return "site-packages" not in inspect.getfile(model)
