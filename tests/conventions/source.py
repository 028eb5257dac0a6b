"""Our own source, read as syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("wellbeing", "cms", "courses", "trainers")
AROUND = ("deploy", "tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A file with its tree; `name` is its path from the root of the checkout."""

    name: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Each function and method with its place, as `wellbeing/urls.py:12 serve`."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield f"{self.name}:{node.lineno} {node.name}", node


@cache
def modules(*packages: str) -> tuple[Module, ...]:
    """The Python files of the packages that exist, migrations aside."""
    found = [
        file
        for package in packages
        for file in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in file.parts
    ]
    return tuple(_read(file) for file in found)


def _read(file: Path) -> Module:
    text = file.read_text("utf-8")
    return Module(str(file.relative_to(ROOT)), text, ast.parse(text))
