"""A version as a file that goes out of the house. Its name says no more than the address of the version."""

from dataclasses import dataclass

from wellbeing.assessments import exporting
from wellbeing.assessments.exporting import Edition, Release
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.reading import as_definition

STATUSES = {"draft": "draft", "published": "active", "retired": "retired"}


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


def fhir(version: InstrumentVersion, release: Release) -> File:
    edition = Edition(version.number, STATUSES[version.status], version.published_on)
    content = exporting.as_json(as_definition(version), edition, release)
    return File(f"{version.instrument.slug}-{version.number}-{release.value}.json", content)
