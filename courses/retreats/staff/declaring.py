"""Where a colleague says, before they open anything of a round, whether they or somebody close applied."""

import re
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import conflicts_of_interest, refusals, scope
from courses.retreats.actions.committee import declaring
from courses.retreats.models import Round
from courses.retreats.rules.declared import MOST_CLOSE, Declared
from courses.retreats.staff import frame
from trainers.staff.forms import StaffForm
from wellbeing.accounts import going_back
from wellbeing.privacy import codes
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen

# Marks stand below one another, or between commas; spaces and hyphens belong to them.
BETWEEN = re.compile(r"[\n\r,;]+")


class DeclareForm(StaffForm):
    """What was declared before stays, but for whether one applied oneself."""

    applied = forms.BooleanField(
        label=gettext_lazy("I apply in this round myself"),
        required=False,
        help_text=gettext_lazy("Then others do everything in it, and nobody learns why."),
    )
    close = forms.CharField(
        label=gettext_lazy("Marks of people who are close to you and apply"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One below the other, as they gave them to you. Their applications do not open to you."
        ),
    )
    forget = forms.BooleanField(
        label=gettext_lazy("Forget the people I named before"),
        required=False,
    )

    def clean_close(self) -> list[str]:
        typed = [each.strip() for each in BETWEEN.split(self.cleaned_data["close"]) if each.strip()]
        if len(typed) > MOST_CLOSE:
            raise forms.ValidationError(str(refusals.TooManyClose.sentence))
        wrong = [each for each in typed if len(codes.read(each)) != codes.LENGTH]
        if wrong:
            raise forms.ValidationError(_("This is no mark: %(typed)s") % {"typed": ", ".join(wrong)[:200]})
        return typed


@staff(*scope.SEES_ROUNDS)
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What stands, and the form; leads on to where somebody came from."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    back = going_back.wanted(request, otherwise=frame.of_round(round_)[0])
    try:
        said = conflicts_of_interest.declared(by, round_)
        form = DeclareForm(request.POST or None, initial={"applied": bool(said and said.applied)})
        if request.method == "POST" and form.is_valid() and _declare(form, round_, request):
            messages.success(request, _("Thank you. It stays between you and this server."))
            # Whoever applied has nothing more to do where they came from.
            return redirect(frame.of_round(round_)[0] if form.cleaned_data["applied"] else back)
    except DoesNotOpen:
        messages.error(request, str(refusals.NothingOpens.sentence))
        return redirect("retreats_staff:round", round_.pk)
    return _page(request, round_, form, said, back=back)


def _declare(form: DeclareForm, round_: Round, request: HttpRequest) -> bool:
    """Whether it is declared; otherwise the form says why not."""
    try:
        declaring.declare(round=round_.pk, by=frame.colleague(request), **form.cleaned_data)
    except declaring.UnknownMarks as error:
        form.add_error("close", f"{error.sentence} {', '.join(error.typed)}")
    except refusals.Refused as error:
        form.add_error("close", str(error))
    return not form.errors


def _page(
    request: HttpRequest, round_: Round, form: DeclareForm, said: Declared | None, *, back: str
) -> HttpResponse:
    if not (said and said.close):
        del form.fields["forget"]
    named = len(said.close) if said else 0
    context = {"round": round_, "form": form, "said": said, "named": named, "back": back}
    trail = [frame.rounds(), frame.of_round(round_)]
    return frame.page(request, "declare", _("You and people close to you"), context, trail=trail)
