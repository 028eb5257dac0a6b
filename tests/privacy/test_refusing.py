"""A refusal is a sentence for a person, and each package knows its own from another's."""

from django.utils.translation import override

from courses.runs import refusals as of_runs
from trainers import refusals as of_trainers
from wellbeing.privacy.refusing import Refused


def test_what_is_refused_says_its_sentence_in_the_language_of_whoever_reads_it() -> None:
    with override("en"):
        assert str(of_runs.NotOver()) == "The last session is not over yet."
    with override("ru"):
        assert str(of_runs.NotOver()) == str(of_runs.NotOver.sentence) != "The last session is not over yet."


def test_both_packages_refuse_in_one_way_and_neither_catches_what_the_other_refused() -> None:
    for package, other in ((of_runs, of_trainers), (of_trainers, of_runs)):
        assert issubclass(package.NotYours, Refused)
        assert not issubclass(package.NotYours, other.Refused)
        assert "__str__" not in vars(package.Refused)
