"""A version leaves by a button or a command, and comes back through the importer as the same rows."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client

from tests.assessments.admin import VERSIONS
from tests.factories.accounts import create_colleague, sign_in
from tests.factories.assessments import EDITOR, TODAY, create_draft, create_published
from wellbeing.assessments.actions import importing, publishing
from wellbeing.assessments.actions.shipped import load_shipped
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.reading import as_definition

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def links(client: Client, address: str) -> list[str]:
    main = BeautifulSoup(client.get(address).content, "html.parser")
    return sorted({a["href"] for a in main.find_all("a") if "/export/" in a.get("href", "")})


@pytest.mark.parametrize("release", ["r4", "r5"])
def test_what_is_downloaded_and_loaded_again_is_the_same_instrument(reader: Client, release: str) -> None:
    [version, *_] = load_shipped(by=EDITOR, today=TODAY)
    address = f"{VERSIONS}{version.code}/export/{release}/"

    response = reader.get(address)

    assert response.headers["Content-Type"] == "application/fhir+json"
    slug = version.instrument.slug
    assert response.headers["Content-Disposition"] == f'attachment; filename="{slug}-1-{release}.json"'
    again, report = importing.import_questionnaire(
        data=response.content, valuesets=[], slug=slug, today=TODAY
    )
    assert again is not None, report
    was = as_definition(version)
    assert as_definition(again) == replace(was, licence=replace(was.licence, checked_by="", checked_on=""))
    assert {rule.rule for rule in publishing.obstacles(version=again)} == {
        "licence_unchecked",
        "unsigned_findings",
    }


def test_both_releases_are_offered_where_a_version_is_read_or_edited(editor: Client) -> None:
    published, draft = create_published(), create_draft(slug="check-2")

    for version, page in ((published, "inspect"), (draft, "edit")):
        offered = [f"{VERSIONS}{version.code}/export/{release}/" for release in ("r4", "r5")]
        assert links(editor, f"{VERSIONS}{page}/{version.pk}/") == offered
        assert [editor.get(address).status_code for address in offered] == [200, 200]


def test_the_state_of_a_version_is_told() -> None:
    version = create_published()
    told = []
    for _ in range(2):
        out = StringIO()
        call_command("export_instrument", "check-1", "--number", "1", stdout=out)
        resource = json.loads(out.getvalue())
        told.append((resource["status"], resource["date"]))
        publishing.withdraw(version=version)

    assert told == [("active", TODAY.isoformat()), ("retired", TODAY.isoformat())]


def test_whoever_may_not_see_versions_gets_none(client: Client) -> None:
    version = create_published()
    sign_in(client, create_colleague(role="trainer"))

    response = client.get(f"{VERSIONS}{version.code}/export/r4/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/staff/"


@pytest.mark.parametrize("tail", ["r3/", "r4/x/", ""])
def test_what_is_not_there_is_not_found(editor: Client, tail: str) -> None:
    version = create_published()

    assert editor.get(f"{VERSIONS}{version.code}/export/{tail}").status_code == 404
    assert editor.get(f"{VERSIONS}nothing1/export/r4/").status_code == 404
    assert editor.post(f"{VERSIONS}{version.code}/export/r4/").status_code == 405


def test_the_command_writes_a_new_file_and_never_over_another(tmp_path: Path) -> None:
    version = create_published()
    file = tmp_path / "out.json"

    call_command("export_instrument", "check-1", "--release", "r5", "--output", file)

    assert json.loads(file.read_bytes())["title"] == as_definition(version).title["ru"]
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_instrument", "check-1", "--output", file)
    assert json.loads(file.read_bytes())["item"][0]["type"] == "coding"


def test_the_command_says_which_versions_there_are() -> None:
    create_draft()

    with pytest.raises(CommandError, match=r"There are: 1 \(draft\)\."):
        call_command("export_instrument", "check-1")
    with pytest.raises(CommandError, match="There are: none"):
        call_command("export_instrument", "nothing")
    assert InstrumentVersion.objects.count() == 1
