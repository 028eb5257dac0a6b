"""Habits of the house that no linter knows."""

import ast
from collections.abc import Iterator

import pytest

from tests.conventions.source import AROUND, PACKAGES, Function, Module, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 50

# Methods and arguments of libraries that ours override: they are called the libraries' own way.
BOOLEANS_BY_POSITION = {
    ("save", "commit"): "django.forms.ModelForm",
    ("save", "must_create"): "django.contrib.sessions.backends.base.SessionBase",
    ("get_form_class", "for_update"): "wagtail.users.views.users.UserViewSet",
}


def test_there_is_source_to_look_at() -> None:
    names = {module.name for module in modules(*PACKAGES)}

    assert {"wellbeing/settings.py", "wellbeing/privacy/codes.py", "cms/views.py"} <= names


def test_booleans_are_passed_by_name() -> None:
    found = [
        (place, (function.name, flag))
        for module in modules(*PACKAGES)
        for place, function in module.functions()
        for flag in flags(function)
    ]

    assert [place for place, what in found if what not in BOOLEANS_BY_POSITION] == []
    assert BOOLEANS_BY_POSITION.keys() - {what for _, what in found} == set(), "no longer needed"


def flags(function: Function) -> set[str]:
    """The arguments annotated as, or defaulting to, a boolean."""
    every = (*function.args.posonlyargs, *function.args.args)
    annotated = {argument.arg for argument in every if mentions_bool(argument.annotation)}
    defaults = zip(reversed(every), reversed(function.args.defaults), strict=False)
    defaulting = {
        argument.arg
        for argument, default in defaults
        if isinstance(default, ast.Constant) and isinstance(default.value, bool)
    }
    return annotated | defaulting


def mentions_bool(annotation: ast.expr | None) -> bool:
    """Whether it is `bool` itself or a choice that holds it; a list of booleans is no flag."""
    match annotation:
        case ast.Name(id="bool") | ast.Constant(value="bool"):
            return True
        case ast.BinOp(left=left, right=right):
            return mentions_bool(left) or mentions_bool(right)
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return mentions_bool(inner)
    return False


@pytest.mark.parametrize(
    ("signature", "by_position"),
    [
        ("def f(a: bool) -> None: ...", {"a"}),
        ("def f(a: bool | None = None) -> None: ...", {"a"}),
        ("def f(a: int, b: str, c=False) -> None: ...", {"c"}),
        ("def f(a: 'bool', /) -> None: ...", {"a"}),
        ("async def f(self, a: bool = True) -> None: ...", {"a"}),
        ("def f(*, a: bool, b=True) -> None: ...", set()),
        ("def f(a: list[bool], b: int = 0) -> None: ...", set()),
    ],
)
def test_the_search_for_booleans_sees_them(signature: str, by_position: set[str]) -> None:
    (function,) = ast.parse(signature).body
    assert isinstance(function, Function)

    assert flags(function) == by_position


def test_files_and_functions_are_short() -> None:
    everything = modules(*PACKAGES, *AROUND)
    files = [module.name for module in everything if len(module.text.splitlines()) > LONGEST_FILE]
    functions = [place for module in everything for place in long_functions(module)]

    assert files == []
    assert functions == []


def long_functions(module: Module) -> Iterator[str]:
    for place, function in module.functions():
        if (function.end_lineno or function.lineno) - function.lineno + 1 > LONGEST_FUNCTION:
            yield place


def test_imports_stand_at_the_top() -> None:
    """Only the configuration of an app comes before its models, and so has to import them late."""
    late = [
        place
        for module in modules(*PACKAGES)
        if not module.name.endswith("/apps.py")
        for place, function in module.functions()
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]

    assert late == []


def test_every_signature_is_typed() -> None:
    untyped = [
        place
        for module in modules(*PACKAGES, "deploy")
        for place, function in module.functions()
        if not is_typed(function)
    ]

    assert untyped == []


def is_typed(function: Function) -> bool:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [extra for extra in (arguments.vararg, arguments.kwarg) if extra is not None]
    named = [argument for argument in every if argument.arg not in {"self", "cls"}]
    return function.returns is not None and all(argument.annotation is not None for argument in named)
