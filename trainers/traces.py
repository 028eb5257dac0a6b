"""What Wagtail's history says of trainers: who did what when. Never what was sealed, read or written."""

from collections.abc import Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import ModelLogEntry

from trainers.models import Trainer
from trainers.models.choices import Kind
from wellbeing.accounts.models import User

BATCH = 1000

# By action: what it is called in a filter, and what an entry says.
ACTIONS: dict[str, tuple[Promise, Promise]] = {
    "trainers.put_private": (_("Seal"), _("Wrote the sealed part")),
    "trainers.read_private": (_("Open"), _("Opened the sealed part")),
    "trainers.move_home": (_("Hand over"), _("Handed over to another region")),
    "trainers.begin": (_("Begin a pathway"), _("Put on a pathway")),
    "trainers.move": (_("Newer version"), _("Moved to the newer version of the pathway")),
    "trainers.accept": (_("Accept"), _("Accepted evidence")),
    "trainers.ask_again": (_("Ask again"), _("Asked for evidence again")),
    "trainers.reject": (_("Reject"), _("Rejected evidence")),
    "trainers.supervise": (_("Log supervision"), _("Logged supervision")),
    "trainers.propose_award": (_("Propose an award"), _("Proposed to award a certificate")),
    "trainers.propose_suspend": (_("Propose a suspension"), _("Proposed to suspend a certificate")),
    "trainers.propose_revoke": (_("Propose a revocation"), _("Proposed to revoke a certificate")),
    "trainers.propose_lift": (_("Propose to lift"), _("Proposed to lift a suspension")),
    "trainers.confirm": (_("Confirm"), _("Confirmed a proposal")),
    "trainers.decline": (_("Decline"), _("Declined a proposal")),
    "trainers.renew": (_("Renew"), _("Renewed a certificate")),
    "trainers.decide_appeal": (_("Decide an appeal"), _("Decided an appeal")),
    "trainers.export": (_("Export"), _("Took a list away as a file")),
}


def note(trainer: Trainer, action: str, *, by: User, of: str = "", month: date | None = None) -> None:
    """An entry in the trainer's history: `of` a kind of evidence or a region's code, and a month."""
    data = {"of": of, "month": f"{month:%m.%Y}" if month else ""}
    log(instance=trainer, action=action, user=by, data={key: said for key, said in data.items() if said})


def note_many(trainers: Sequence[Trainer], action: str, *, by: User, of: Sequence[str] = ()) -> None:
    """One entry in the history of each trainer, all by one query."""
    kind, now = ContentType.objects.get_for_model(Trainer), timezone.now()
    entries = [
        ModelLogEntry(
            content_type=kind,
            object_id=str(trainer.pk),
            label=str(trainer),
            action=action,
            user=by,
            timestamp=now,
            data={"of": said} if said else {},
        )
        for trainer, said in zip(trainers, of or [""] * len(trainers), strict=True)
    ]
    ModelLogEntry.objects.bulk_create(entries, batch_size=BATCH)


class Trace(LogFormatter):
    """What was done, and of what."""

    message: Promise

    def format_message(self, entry: ModelLogEntry) -> str:
        of, month = entry.data.get("of", ""), entry.data.get("month", "")
        said = [str(Kind(of).label) if of in Kind.values else of, month]
        more = ", ".join(each for each in said if each)
        return f"{self.message}: {more}" if more else str(self.message)


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        formatter = type("Trace", (Trace,), {"label": label, "message": message})
        registry.register_action(action)(formatter)
