"""A role that names what does not exist stops the start."""

from django.apps import apps
from django.core.checks import CheckMessage, Error

from wellbeing.accounts import roles

# Written by a migration of wagtail_localize; no model declares it.
DECLARED_ELSEWHERE = frozenset({"wagtail_localize.submit_translation"})


def check_roles(**_kwargs: object) -> list[CheckMessage]:
    """Every permission in `roles.yaml` is declared by a model and said in plain words."""
    declared = _declared_permissions()
    problems: list[CheckMessage] = []
    for role in roles.every():
        for permission in role.permissions():
            if permission not in declared:
                hint = "Correct wellbeing/accounts/roles.yaml, or declare it in the Meta of the model."
                said = f"The role {role.code} names the permission {permission}, which does not exist."
                problems.append(Error(said, hint=hint, id="accounts.E001"))
            if permission not in roles.words():
                hint = f"Add to `words` in wellbeing/accounts/roles.yaml:  {permission}: {{ru: …, en: …}}"
                said = f"The permission {permission} is not said in plain words."
                problems.append(Error(said, hint=hint, id="accounts.E002"))
    return problems


def _declared_permissions() -> set[str]:
    declared = set(DECLARED_ELSEWHERE)
    for model in apps.get_models():
        options = model._meta
        names = [f"{action}_{options.model_name}" for action in options.default_permissions]
        names += [codename for codename, _words in options.permissions]
        declared |= {f"{options.app_label}.{name}" for name in names}
    return declared
