"""What a draft keeps as sentences is read back to the message and its values."""

from string import Formatter

import pytest

from wellbeing.assessments.importing import again, told
from wellbeing.assessments.importing.report import messages


@pytest.mark.parametrize("message", messages())
def test_every_sentence_is_read_back(message: str) -> None:
    english = messages()[message]["en"]
    names = {name for _, name, _, _ in Formatter().parse(english) if name}
    values = {name: f"v{number}" for number, name in enumerate(sorted(names))}
    odd = dict.fromkeys(names, "A card (1, 2): “{x}”.")
    kind = message.partition(".")[0]

    assert told.read(kind, english.format_map(values)) == (message, values)
    read = told.read(kind, english.format_map(odd))
    assert read is not None
    assert read[0] == message


def test_a_sentence_of_an_older_wording_is_not_recognised() -> None:
    assert told.read("card_none", "No card fits.") is None


def test_what_was_found_in_the_file_itself_is_not_of_the_draft() -> None:
    of_draft = {message for message in messages() if again.is_of_draft(message)}

    assert {
        kind for kind in again.KINDS if not any(each.partition(".")[0] == kind for each in of_draft)
    } == set()
    assert messages().keys() >= again.OF_THE_FILE
    assert not of_draft & {"proofread", "licence_unknown", "copyright", "scoring_not_run", "gate_item"}
