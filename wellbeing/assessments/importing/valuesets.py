"""Lists of answers kept apart from the questions: contained in the file, or in files beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from wellbeing.assessments.importing import languages, tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.weights import Carrier

# A list of answers that a person can read at a glance; terminologies with thousands of codes are none.
CONCEPTS = 60
# Parts that one value set may be put together from.
PARTS = 50


@dataclass(frozen=True, slots=True)
class Concept:
    """One answer of a list: its code, its name in each language, and where its number may stand."""

    node: Node
    system: str
    code: str
    texts: dict[str, str]
    carriers: tuple[Carrier, ...]


@dataclass(slots=True)
class Library:
    """Every value set and code system at hand, found by `#id` or by canonical address.

    `base` is the language of texts whose resource names none. Each value set and code system is read once, so
    that a file in which everything refers to everything costs no more than that.
    """

    base: str
    findings: Findings
    _value_sets: dict[str, list[Node]] = field(default_factory=dict)
    _code_systems: dict[str, list[Node]] = field(default_factory=dict)
    _defined: dict[str, dict[str, Concept]] = field(default_factory=dict)
    _own: dict[int, list[Concept]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Node, files: Sequence[Node], base: str, findings: Findings) -> "Library":
        library = cls(base, findings)
        for resource in tree.members(root, "contained", findings):
            library._add(resource)
        for file in files:
            for resource in _resources(file, findings):
                library._add(resource)
        return library

    def answers(self, reference: Node) -> list[Concept]:
        """The answers that `answerValueSet` or STU3 `options.reference` names; none with a finding."""
        value_set = self._value_set(reference)
        return self._listed(value_set) if value_set is not None else []

    def from_code_system(self, system: str, code: str) -> Concept | None:
        """What a code system at hand says of a code."""
        return self._system(system).get(code)

    def _add(self, resource: Node) -> None:
        kind = tree.text(resource, "resourceType", self.findings)
        identifier = tree.text(resource, "id", self.findings)
        url = tree.text(resource, "url", self.findings)
        if kind == "CodeSystem":
            self._code_systems.setdefault(url, []).append(resource)
        elif kind == "ValueSet":
            names = [f"#{identifier}", f"ValueSet/{identifier}"] if identifier else []
            for name in {*names, url} - {""}:
                self._value_sets.setdefault(name, []).append(resource)

    def _value_set(self, reference: Node) -> Node | None:
        """`#id`, `ValueSet/id`, or a canonical address with or without its `|version`."""
        wanted = reference.value if isinstance(reference.value, str) else ""
        address, _, version = wanted.partition("|")
        found = [
            resource
            for resource in self._value_sets.get(address, [])
            if not version or tree.text(resource, "version", self.findings) in (version, "")
        ]
        if not found:
            self.findings.add("valueset_missing", reference, url=wanted)
            return None
        if len(found) > 1:
            self.findings.add("valueset_ambiguous", reference, url=wanted, count=len(found))
        return found[0]

    def _listed(self, value_set: Node) -> list[Concept]:
        """Of the expansion if there is one, else of the definition."""
        defined: dict[tuple[str, str], Concept] = {}
        for concept in islice(self._composed(value_set), CONCEPTS + 1):
            defined.setdefault((concept.system, concept.code), concept)
        expansion = tree.get(value_set, "expansion")
        found = self._expanded(expansion, value_set) if expansion is not None else iter(())
        listed = list(islice(found, CONCEPTS + 1)) or list(defined.values())
        if not listed:
            self.findings.add("valueset_empty", value_set)
        if len(listed) > CONCEPTS:
            self.findings.add("valueset_too_long", value_set, limit=CONCEPTS)
            return []
        return [self._completed(concept, defined) for concept in listed]

    def _completed(self, concept: Concept, defined: Mapping[tuple[str, str], Concept]) -> Concept:
        """An expansion often leaves out what the definition or the code system says of the same code."""
        known = (
            defined.get((concept.system, concept.code)),
            self.from_code_system(concept.system, concept.code),
        )
        for other in known:
            if other is not None and other.node is not concept.node:
                concept = replace(
                    concept,
                    texts={**other.texts, **concept.texts},
                    carriers=concept.carriers + other.carriers,
                )
        return concept

    def _expanded(self, node: Node, value_set: Node) -> Iterator[Concept]:
        for entry in tree.members(node, "contains", self.findings):
            if tree.text(entry, "code", self.findings) and not tree.flag(entry, "abstract"):
                yield self._concept(entry, tree.text(entry, "system", self.findings), value_set, "valueset")
            yield from self._expanded(entry, value_set)

    def _composed(self, value_set: Node) -> Iterator[Concept]:
        """The definition, with the value sets that it imports: each once, so that circles end."""
        waiting, done = [value_set], {id(value_set)}
        while waiting:
            current = waiting.pop()
            yield from self._of(current)
            for reference in islice(self._references(current), PARTS):
                imported = self._value_set(reference)
                if imported is not None and id(imported) in done:
                    self.findings.add("valueset_cycle", reference, url=reference.value)
                elif imported is not None and len(done) < PARTS:
                    done.add(id(imported))
                    waiting.append(imported)

    def _references(self, value_set: Node) -> Iterator[Node]:
        for include in self._parts(value_set, "include"):
            yield from tree.elements(include, "valueSet", self.findings)

    def _of(self, value_set: Node) -> list[Concept]:
        """What the value set itself lists, without what it imports."""
        if id(value_set) not in self._own:
            excluded = {
                (tree.text(part, "system", self.findings), tree.text(concept, "code", self.findings))
                for part in self._parts(value_set, "exclude")
                for concept in tree.members(part, "concept", self.findings)
            }
            included = (
                concept
                for include in self._parts(value_set, "include")
                for concept in self._included(include, value_set)
                if (concept.system, concept.code) not in excluded
            )
            self._own[id(value_set)] = list(islice(included, CONCEPTS + 1))
        return self._own[id(value_set)]

    def _parts(self, value_set: Node, key: str) -> list[Node]:
        compose = tree.get(value_set, "compose")
        parts = tree.members(compose, key, self.findings) if compose is not None else []
        if len(parts) > PARTS:
            self.findings.add("valueset_too_long", value_set, limit=CONCEPTS)
        return parts[:PARTS]

    def _included(self, include: Node, value_set: Node) -> Iterator[Concept]:
        system = tree.text(include, "system", self.findings)
        if tree.get(include, "filter") is not None:
            self.findings.add("valueset_filter", include)
        elif tree.get(include, "concept") is not None:
            for concept in tree.members(include, "concept", self.findings):
                yield self._concept(concept, system, value_set, "valueset")
        elif system:
            if system not in self._code_systems:
                self.findings.add("valueset_missing", include, url=system)
            yield from self._system(system).values()

    def _system(self, system: str) -> dict[str, Concept]:
        if system not in self._defined:
            self._defined[system] = {}
            for resource in self._code_systems.get(system, []):
                for concept in self._in_system(resource, resource, system):
                    self._defined[system].setdefault(concept.code, concept)
        return self._defined[system]

    def _in_system(self, node: Node, code_system: Node, system: str) -> Iterator[Concept]:
        for concept in tree.members(node, "concept", self.findings):
            yield self._concept(concept, system, code_system, "codesystem")
            yield from self._in_system(concept, code_system, system)

    def _concept(self, node: Node, system: str, resource: Node, place: str) -> Concept:
        declared = tree.text(resource, "language", self.findings)
        base = languages.tag(declared) if declared else self.base
        texts = languages.texts(node, "display", base, self.findings)
        for language, name in languages.designations(node, self.findings).items():
            texts.setdefault(language, name)
        return Concept(node, system, tree.text(node, "code", self.findings), texts, (Carrier(place, node),))


def _resources(file: Node, findings: Findings) -> Iterator[Node]:
    """A file beside the questionnaire: one resource, or a Bundle of several."""
    kind = tree.text(file, "resourceType", findings)
    if kind == "Bundle":
        for entry in tree.members(file, "entry", findings):
            resource = tree.get(entry, "resource")
            if resource is not None:
                yield resource
    elif kind in ("ValueSet", "CodeSystem"):
        yield file
        yield from tree.members(file, "contained", findings)
    else:
        findings.add("not_valueset", file, found=kind or "-")
