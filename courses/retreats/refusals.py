"""Why something was refused, each with a sentence for the person who asked for it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from courses.retreats.rules.ties import Slip
from courses.runs import refusals as runs
from wellbeing.privacy import refusing


class Refused(refusing.Refused):
    """Something about retreats."""


class NotAsItStands(Refused):
    sentence = _("As things stand with this round, that is not possible any more, or not yet.")


class NoSuchApplication(Refused):
    sentence = _(
        "This code opens no application. Check it for typing mistakes; one that was deleted is gone."
    )


class TooManyNow(Refused):
    sentence = _("Too many people are here at this moment. Nothing is lost: try again in a minute.")


class NothingOpens(Refused):
    sentence = _(
        "The server has no key at the moment that opens this application. Nothing is lost: try again later."
    )


class NothingOffered(Refused):
    sentence = _("No place is offered here, or the time to answer is over. What this page says now holds.")


class NoPlaceToGiveUp(Refused):
    sentence = _("There is no place here that could be given up, or the retreat has begun.")


class NotComing(Refused):
    sentence = _(
        "The second form is for those who said yes to a place, until the retreat begins. Nothing was kept."
    )


class NoAppealNow(Refused):
    sentence = _("An appeal can be written for two weeks after the result is published. Nothing was kept.")


class NoAddressKept(Refused):
    sentence = _(
        "The server has no key to seal addresses with at the moment, so nothing was kept. Your application "
        "stands. Look at its page now and then, or try again later."
    )


class TooManyAddresses(Refused):
    sentence = _("Several numbers were sent for this application today. Try again tomorrow.")


class WrongNumber(Refused):
    sentence = runs.WrongNumber.sentence


class ApplicationsClosed(Refused):
    """An application or a change that came too late. `at` is the hour in the zone of the round."""

    def __init__(self, at: str) -> None:
        super().__init__()
        said = _(
            "Applications closed on %(at)s, so nothing was sent. Everything you typed still stands here."
        )
        self.sentence = str(said) % {"at": at}


class NoSuchRecommendation(Refused):
    sentence = _(
        "This is no recommendation for this round, or it was used already. If you sent this form a moment "
        "ago, it counts. Else check it for typing mistakes, or leave the field empty and ask your trainer."
    )


class NothingToCarryOver(Refused):
    sentence = _(
        "No application that got nothing last time belongs to this code, or it was counted already. Check it "
        "for typing mistakes, or leave the field empty."
    )


TIES = {
    Slip.ONESELF: _("One of these marks is your own. Name others by theirs."),
    Slip.REPEATED: _("You said the same of one person twice. Leave one of the two out."),
    Slip.CONTRADICTS: _(
        "You named one person as somebody you must not meet and as somebody you want near. Decide for one."
    ),
    Slip.TOO_MANY: _("You can say eight things of others at most."),
}


class WrongTies(Refused):
    """What was said of others cannot be; `sentence` says what, for everything that is wrong."""

    def __init__(self, slips: Iterable[Slip]) -> None:
        super().__init__()
        self.sentence = " ".join(str(TIES[slip]) for slip in slips)


class NamedByCode(Refused):
    sentence = _(
        "One of these is somebody’s application code and no mark. It opens everything they said: tell them "
        "to give it to nobody, and ask for their mark. If it is yours, name others by theirs."
    )


class NobodyReads(Refused):
    sentence = _(
        "One part of what you wrote cannot be sealed at this moment: nobody in the committee has keys to "
        "read it. Nothing was sent. Copy those words, empty the fields and send the rest."
    )


class NobodyReadsThis(Refused):
    sentence = _(
        "Nobody who may read this has keys at this moment, so nothing was sealed and nothing was kept. Copy "
        "your words, and try again in some days."
    )


class NoRoomInBox(Refused):
    sentence = _("That is more than an application can hold. Leave out a wish, or one of those you named.")


class HasApplied(Refused):
    sentence = _(
        "You declared that you ask for a place in this round yourself, so others take its steps. That you "
        "tried is noted."
    )


class NotCheckedYet(Refused):
    sentence = _("Whether all rules can hold is not known yet. Look again in a minute.")


class CannotAllHold(Refused):
    sentence = _("The rules cannot all hold. Let go of one of those that are in each other’s way first.")


class NotInTheWay(Refused):
    sentence = _("This rule is not one of those that can be let go of now. Look at what stands there.")


class ValueMayBeKnown(Refused):
    sentence = _(
        "The hour at which the public value is read has come. Whoever commits now could know it already, so "
        "the commitment would say nothing: name a later hour first."
    )


class HourIsPast(Refused):
    sentence = _("Name an hour that is ahead, and later than the one that was announced.")


class NoTimeToAnswer(Refused):
    sentence = _(
        "A retreat of this round would begin before people have had their time to answer. Name a sooner hour."
    )


class NotToBeReadYet(Refused):
    sentence = _("The hour at which the value is read has not come yet.")


class NoValue(Refused):
    sentence = _("Type the value as it was published: at least one character and at most 512.")


class LongestAlready(Refused):
    sentence = _("It had an hour already, which is the longest there is.")


class RoundIsShut(Refused):
    sentence = _(
        "The server has no key at the moment that opens what this round was closed upon. Nothing is lost: "
        "try again later."
    )


class NotSeated(Refused):
    sentence = _("You have no seat for this part in the committee of this round, so it is not yours to read.")


class NotDeclared(Refused):
    sentence = _("Before you open anything, say whether you or somebody close to you applied.")


class DeclareFirst(NotDeclared):
    sentence = _("First say whether you or somebody close to you applied in this round. Then do this again.")


class YourOwnRound(Refused):
    sentence = _("You said that you applied in this round yourself. Somebody else does this in it.")


class Concerned(Refused):
    sentence = _(
        "You said that this person is close to you, or you know who it is. Another colleague reads it."
    )


class NoSuchTicket(Refused):
    sentence = _("There is no application with this ticket here. It may have been deleted meanwhile.")


class SameTicket(Refused):
    sentence = _("This is the ticket of the same application. Type that of the other.")


class NotSealedToYou(Refused):
    sentence = _(
        "This was sealed to keys that you do not have. A member of the team can admit you, or another reads "
        "it."
    )


class NoSuchMark(Refused):
    sentence = _("Nobody who applied in this round has this mark. Check it for typing mistakes.")


class TooManyClose(Refused):
    sentence = _(
        "More people are close to you than anybody can be kept from. Give your seat to somebody else, please."
    )


class TooManyKeptApart(Refused):
    sentence = _("No more applications can be kept apart from this one. Talk with an organiser of the round.")


class RoundIsOver(Refused):
    sentence = _("This round is over or was called off: its committee stays as it was.")


class MayNotReview(Refused):
    sentence = _("This colleague cannot be in a committee: their role does not allow it, or they left.")


class NotCertified(Refused):
    sentence = _("Recommendations are given by trainers who hold a certificate now.")


class NoneLeft(Refused):
    sentence = _("You have given all recommendations of this round that you can give.")


class DrawnTooEarly(Refused):
    sentence = _(
        "The public value has to be read after applications have closed, so that nobody can know it while "
        "they apply. Choose a later hour."
    )


class InAnotherRound(Refused):
    sentence = _(
        "One of these retreats is in another round by now, is over or was called off. Nothing was changed: "
        "look at the list again."
    )


class ChangedMeanwhile(Refused):
    sentence = _(
        "A colleague changed these rules meanwhile. Nothing of yours was saved, and it still stands here: "
        "look at what stands on the page of the round, then save once more."
    )


class NotReady(Refused):
    """Something is missing before a round can open: `sentences`, each for one thing."""

    sentence = _("Something is still missing, so the round was not opened.")

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__()
        self.sentences = tuple(sentences)
