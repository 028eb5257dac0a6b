"""Every defect known in a public file is reported, whichever of those files are at hand."""

import pytest

from tests.assessments.importing import public
from wellbeing.assessments.importing.report import messages

AT_HAND = {each.name: each for each in public.cases() if each.known}


@pytest.mark.parametrize("end", public.KNOWN)
def test_defect_known_in_a_public_file_is_reported(end: str) -> None:
    found = [each for name, each in AT_HAND.items() if f"/{name}".endswith(f"/{end}")]
    if not found:
        pytest.skip("this public file is not here; MORE_QUESTIONNAIRES names folders with such")
    for case in found:
        outcome = public.outcome(case)
        assert (outcome.missed, outcome.crash) == ([], "")


def test_known_defects_are_named_as_they_are_found() -> None:
    assert [name for said in public.KNOWN.values() for name in said if name not in messages()] == []


def test_file_that_misses_a_known_defect_does_not_hold() -> None:
    case = public.Case("x/CBI/CBI.osd", ())
    sound = public.Outcome(case, "OpenScales", True, "", public.Counter(case.known), 0.1)
    assert sound.holds
    missed = public.Outcome(case, "OpenScales", True, "", public.Counter(["label_block"]), 0.1)
    assert (missed.holds, missed.missed) == (False, ["direction.card"])
    refused = public.Outcome(public.Case("y", ()), "", False, "", public.Counter(), 0.1)
    assert not refused.holds
