"""What is sealed of a trainer: opened, written, handed over to another region, deleted with the rest."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from trainers import refusals
from trainers.actions import people as actions
from trainers.models import Trainer
from trainers.staff import frame
from trainers.staff.forms import HandOverForm, PrivateForm, StaffForm
from trainers.staff.people import WORKS, above, at_home, of
from wellbeing.accounts import unlocking
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy.guards import staff


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def private(request: HttpRequest, trainer_id: UUID) -> HttpResponse:
    """The legal name and the contact, for members of the home region's team with their keys unlocked."""
    trainer = at_home(request, trainer_id)
    key = unlocking.current(request)
    if request.method == "POST":
        form = PrivateForm(request.POST)
        if form.is_valid() and _seals(form, trainer, key):
            messages.success(request, _("Sealed."))
            return redirect("trainers:person", trainer.pk)
    elif key is None and request.user.has_perm("accounts.use_team"):
        return unlocking.needed(request)
    else:
        try:
            form = PrivateForm(initial=_opened(trainer, key))
        except refusals.Refused as error:
            messages.error(request, str(error))
            return redirect("trainers:person", trainer.pk)
    intro = _("Only members of the home region’s team can open this. That you opened it stays on record.")
    return _page(request, form, _("Legal name and contact"), trainer, intro=intro, submit=_("Seal"))


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, trainer_id: UUID) -> HttpResponse:
    """To another home region, with what is sealed."""
    trainer, by = at_home(request, trainer_id), frame.colleague(request)
    form = HandOverForm(request.POST or None)
    if form.is_valid():
        try:
            moved = actions.move_home(
                trainer=trainer, region=form.cleaned_data["region"], by=by, key=unlocking.current(request)
            )
        except refusals.KeyNeeded:
            return unlocking.needed(request)
        except refusals.Refused as error:
            form.add_error(None, str(error))
        else:
            said = {"name": moved, "region": moved.home_region}
            messages.success(request, _("%(name)s: the home region is %(region)s now.") % said)
            return redirect("trainers:people")
    intro = _(
        "From then on that region’s coordinators work with this trainer; what is sealed goes to them alone."
    )
    return _page(request, form, _("Hand over"), trainer, intro=intro, submit=_("Hand over"))


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, trainer_id: UUID) -> HttpResponse:
    """Ask, then delete a trainer with everything that is kept of them."""
    trainer, by = at_home(request, trainer_id), frame.colleague(request)
    form = StaffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.delete_trainer(trainer=trainer, by=by, today=frame.today())
        except refusals.Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is deleted, with what was sealed.") % {"name": trainer})
            return redirect("trainers:people")
    intro = _(
        "Everything that is kept of this trainer goes: pathways, evidence, supervision, certificates and what"
        " is sealed. Numbers of their certificates verify no more; a badge that was revoked stays revoked, by"
        " a mark without a name. Only the history of staff work keeps for 90 days what was done, under the"
        " working name. This cannot be undone."
    )
    return _page(request, form, _("Delete"), trainer, intro=intro, submit=_("Delete"), is_serious=True)


def _opened(trainer: Trainer, key: Unlocked | None) -> dict[str, str]:
    if key is None:
        raise refusals.NotInTeam
    was = actions.read_private(trainer=trainer, key=key)
    return {"legal_name": was.legal_name, "contact": was.contact}


def _seals(form: PrivateForm, trainer: Trainer, key: Unlocked | None) -> bool:
    """Whether it was sealed; if not, the form says why and keeps what was typed."""
    if key is None:
        form.add_error(None, _("Your keys are locked by now. Unlock them in another tab, then seal again."))
        return False
    try:
        actions.put_private(trainer=trainer, what=form.private(), key=key)
    except refusals.Refused as error:
        form.add_error(None, str(error))
        return False
    return True


def _page(
    request: HttpRequest,
    form: StaffForm,
    title: str,
    trainer: Trainer,
    *,
    intro: str,
    submit: str,
    is_serious: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "intro": intro,
        "submit": submit,
        "back": of(trainer)[0],
        "is_serious": is_serious,
    }
    return frame.page(request, "form", title, context, trail=[above(), of(trainer)], icon="lock")
