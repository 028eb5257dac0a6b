"""Why an action was refused, each with a sentence for the person who asked for it."""

from django.utils.translation import gettext_lazy as _

from wellbeing.privacy import refusing


class Refused(refusing.Refused):
    """Something about trainers."""


class NotYours(Refused):
    sentence = _("This belongs to another region. Its coordinators can do it.")


class Yourself(Refused):
    sentence = _("Nobody decides about themselves. Ask a colleague.")


class SamePerson(Refused):
    sentence = _("You proposed this yourself: a second person has to decide.")


class TookPart(Refused):
    sentence = _("You took part in the decision. An appeal is heard by somebody who did not.")


class MayNotAssess(Refused):
    sentence = _("This requirement is assessed by others: the pathway says by whom.")


class OfTheFuture(Refused):
    sentence = _("This month has not come yet. Choose the month in which it happened.")


class BeforeThePath(Refused):
    sentence = _("This was before the pathway began. Only what came after counts; check the month.")


class NotAsked(Refused):
    sentence = _("The pathway does not ask for this.")


class MarksMissing(Refused):
    sentence = _("An observed session needs a mark from 1 to 4 for each of the six domains.")


class NotShownThisWay(Refused):
    sentence = _("Hours of supervision are logged by the supervisor, and cannot be submitted.")


class ReasonMissing(Refused):
    sentence = _("Write a reason: the person has to know what to do next.")


class AlreadyDecided(Refused):
    sentence = _("A colleague has just decided this. Look at what they decided.")


class AlreadyOpen(Refused):
    sentence = _("This is already proposed and waits for a second person.")


class StillMissing(Refused):
    sentence = _("Not everything that the pathway asks has been shown yet.")


class AlreadyHeld(Refused):
    sentence = _("There is a certificate of this pathway for this region in these months.")


class NotInThisState(Refused):
    sentence = _("The certificate is not in a state in which this can be done. Reload the page.")


class RenewedLately(Refused):
    sentence = _("Renewal has not opened yet: the certificate is valid for longer than that.")


class ExtendedAlready(Refused):
    sentence = _("This region’s certificates have been extended this month already.")


class NobodyReached(Refused):
    sentence = _("There is no certificate in this region that an extension would help.")


class TakenBackAlready(Refused):
    sentence = _("This extension has been taken back already.")


class OnThisPathway(Refused):
    sentence = _("This trainer is on this pathway already.")


class NotPublished(Refused):
    sentence = _("This version of the pathway is not published.")


class HasFaults(Refused):
    sentence = _("The pathway has faults. They stand on the page: mend them, then publish.")


class AppealedAlready(Refused):
    sentence = _("An appeal against this decision has been made already.")


class NotAppealable(Refused):
    sentence = _("Only a suspension or a revocation that still stands can be appealed.")


class NameTaken(Refused):
    sentence = _("A trainer with this working name is in this region already. Choose another name.")


class AccountTaken(Refused):
    sentence = _("This account belongs to another trainer already.")


class EndsBeforeItBegins(Refused):
    sentence = _("The last month of being active is before the first. Check both.")


class HoldsCertificate(Refused):
    sentence = _(
        "A certificate still stands. Ending one takes two people: propose to revoke it, at the trainer’s own "
        "wish for example. Once that is confirmed, the trainer can be deleted."
    )


class AppealWaits(Refused):
    sentence = _("An appeal waits to be heard. It is answered first: nobody could look again afterwards.")


class NotInTeam(Refused):
    sentence = _("This is sealed to the coordinators of the trainer’s home region who are in its team.")


class CannotOpen(Refused):
    sentence = _("Your keys do not open this. A member of the home region’s team has to do it.")


class KeyNeeded(Refused):
    sentence = _("Unlock your keys first: what is sealed goes along to the other region.")


class NobodyThere(Refused):
    sentence = _(
        "Nobody in that region’s team could open what is sealed. Let its coordinators begin their team first."
    )


class TooLong(Refused):
    sentence = _("This is too long to be sealed. Shorten the name or the contact.")


class PublishedAlready(Refused):
    sentence = _(
        "This version has been published, so it never changes again. A new draft can be made from it."
    )


class ChangedMeanwhile(Refused):
    sentence = _("A colleague saved this draft while it was open here. Nothing of yours was put over theirs.")


class DraftGone(Refused):
    sentence = _("This draft was deleted while it was open here.")


class NoPaper(Refused):
    sentence = _("The certificate is suspended or revoked, so no document is made of it.")


class NoBadges(Refused):
    sentence = _("This site has no key to sign badges with. The page and the paper prove the certificate.")


class NothingToPrint(Refused):
    sentence = _("There is no certificate here that is valid. Choose another region or pathway.")


class TooManyPapers(Refused):
    sentence = _("That is more than a thousand certificates. Choose a region or a pathway.")


class PapersOver(Refused):
    sentence = _("This is ready or stopped already. Begin anew if you need it once more.")


class AnotherFile(Refused):
    sentence = _("This is not the file that was previewed. Choose that one, or preview this one.")


class ChangedSince(Refused):
    sentence = _("Something has changed since the preview. Look at it again, then confirm.")


class WrittenAlready(Refused):
    sentence = _("All of this is here already. Nothing was written twice.")


class LockedMeanwhile(Refused):
    sentence = _("Your keys have been locked again meanwhile. Unlock them, then choose the file again.")


class StalePreview(Refused):
    sentence = _("The preview is too old, or not yours. Choose the file again.")


class PapersRunning(Refused):
    sentence = _("One file is being made already. Wait until it is ready, or stop it.")
