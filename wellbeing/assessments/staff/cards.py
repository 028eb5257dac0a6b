"""Fact cards in the admin: the list, reading one, writing a version of our own, and going back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, Table, TitleColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from wellbeing.assessments.actions import cards
from wellbeing.assessments.actions.cards import Known
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.importing.cardform import BrokenCard
from wellbeing.assessments.models import InstrumentVersion, OwnCard
from wellbeing.assessments.models.cards import LONGEST
from wellbeing.assessments.staff import card_parts, card_words, frame
from wellbeing.privacy.guards import staff

READ = "assessments.view_owncard"
WRITE = "assessments.add_owncard"


class CardForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The card"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "w-font-mono"}),
        error_messages={"required": gettext_lazy("The card is empty.")},
    )
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Lines end as in files, however the browser sends them."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\r", "\n")


@staff(READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every card that is used, and those of our own that are not."""
    found = cards.every()
    names = {each.card.id for each in found}
    resting = OwnCard.objects.filter(is_used=False).exclude(card__in=names).order_by("card", "-number")
    context = {
        "table": Table(_columns(), found),
        "resting": list({own.card: own for own in reversed(resting)}.values()),
    }
    buttons = [HeaderButton(_("New card"), url=reverse("fact_cards:new"), icon_name="plus")]
    return _page(request, "cards", _("Fact cards"), context, buttons=buttons)


@staff(READ)
@require_GET
def read(request: HttpRequest, name: str) -> HttpResponse:
    """The card as it is used, with the versions there are."""
    known = _known(name)
    versions = list(OwnCard.objects.filter(card=name))
    if known is None and not versions:
        raise Http404
    if known is None:
        return redirect("fact_cards:version", name, versions[0].pk)
    address = reverse("fact_cards:edit", args=[name])
    buttons = [HeaderButton(_("Write a version of our own"), url=address, icon_name="edit")]
    return _shown(request, name, known.text, _whose(known), buttons=buttons)


@staff(READ)
@require_GET
def shipped(request: HttpRequest, name: str) -> HttpResponse:
    """The project's card, whichever is used."""
    text = next((text for card, text in factcards.with_texts() if card.id == name), None)
    if text is None:
        raise Http404
    return _shown(request, name, text, _("the project's card"))


@staff(READ)
@require_GET
def version(request: HttpRequest, name: str, id: str) -> HttpResponse:
    """One version of our own, whichever is used."""
    own = get_object_or_404(OwnCard, card=name, pk=id)
    return _shown(request, name, own.text, _of_ours(own))


@staff(WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A card that the project does not have, from an empty form of one."""
    return _write(request, "", CardForm(request.POST or None, initial={"text": card_words.EMPTY}))


@staff(WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """The next version of our own, starting from what is used, or from the newest where none is."""
    known = _known(name)
    newest = OwnCard.objects.filter(card=name).first()
    if known is None and newest is None:
        raise Http404
    text, token = (known.text, known.token) if known else (newest.text if newest else "", "")
    return _write(request, name, CardForm(request.POST or None, initial={"text": text, "token": token}))


@staff(WRITE)
@require_POST
def settle(request: HttpRequest, name: str) -> HttpResponse:
    """Take a version into use, or go back to the project's card."""
    by, today = request.user.get_username(), timezone.localdate()
    chosen = request.POST.get("version", "")
    if chosen == cards.SHIPPED:
        if cards.go_back(name=name, by=by, today=today):
            messages.success(request, _("The own version is no longer used. It stays readable."))
        return redirect("fact_cards:index")
    own = next((each for each in OwnCard.objects.filter(card=name) if str(each.pk) == chosen), None)
    if own is None:
        raise Http404
    try:
        cards.use(own=own, by=by, today=today)
    except BrokenCard as error:
        messages.error(request, _sentence(error))
        return redirect("fact_cards:version", name, own.pk)
    log(instance=own, action="wagtail.publish")
    messages.success(request, _("From now on imports are held against this version."))
    return redirect("fact_cards:read", name)


def _write(request: HttpRequest, name: str, form: CardForm) -> HttpResponse:
    """The form, with what was typed and why it cannot be saved; or the card as it was saved."""
    if form.is_valid():
        try:
            own = cards.write(
                **form.cleaned_data, name=name, by=request.user.get_username(), today=timezone.localdate()
            )
        except BrokenCard as error:
            form.add_error("text", _sentence(error, form.cleaned_data["text"]))
        except cards.OtherCard:
            form.add_error("text", _("The short name (id) has changed: it has to stay “%s”.") % name)
        except cards.NameTaken:
            form.add_error(
                "text", _("There is a card with this short name (id). Open it and write a version of it.")
            )
        except cards.ChangedMeanwhile:
            form.add_error(
                None,
                _(
                    "Somebody else has changed this card meanwhile. Open it in another tab, and carry over "
                    "there what you wrote here."
                ),
            )
        else:
            log(instance=own, action="wagtail.create")
            messages.success(request, _("Saved. From now on imports are held against this version."))
            return redirect("fact_cards:read", own.card)
    title = _("Version of our own") if name else _("New card")
    return _page(request, "card_edit", title, {"form": form, "parts": card_words.PARTS}, name=name)


def _shown(
    request: HttpRequest, name: str, text: str, whose: str, *, buttons: list[HeaderButton] | None = None
) -> HttpResponse:
    card = cards.read(text)
    known = _known(name)
    context = {
        "name": name,
        "whose": whose,
        "text": text,
        "card": card_parts.shown(text) if card else None,
        "used": known,
        "used_token": known.token if known else "",
        "has_shipped": any(card.id == name for card in factcards.shipped()),
        "versions": [(own, _of_ours(own)) for own in OwnCard.objects.filter(card=name)],
    }
    return _page(request, "card", name, context, buttons=buttons)


def _page(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    buttons: list[HeaderButton] | None = None,
    name: str = "",
) -> HttpResponse:
    may_write = request.user.has_perm(WRITE)
    whole = {**context, "may_write": may_write, "header_buttons": buttons if may_write and buttons else []}
    trail = [] if template == "cards" else [(reverse("fact_cards:index"), _("Fact cards"))]
    if name:
        trail.append((reverse("fact_cards:read", args=[name]), name))
    return frame.page(request, template, title, whole, trail=trail)


def _known(name: str) -> Known | None:
    return next((each for each in cards.every() if each.card.id == name), None)


def _columns() -> list[Column]:
    language = "ru" if get_language() == "ru" else "en"
    return [
        TitleColumn(
            "title",
            label=_("Card"),
            accessor=lambda known: known.card.title[language],
            get_url=lambda known: reverse("fact_cards:read", args=[known.card.id]),
        ),
        NumberColumn("count", label=_("Questions"), accessor="card.count"),
        Column("licence", label=_("Licence"), accessor=_licence),
        NumberColumn("unchecked", label=_("To be looked up"), accessor=_unchecked),
        StatusTagColumn(
            "whose", label=_("Whose"), accessor=_whose, primary=lambda known: known.own is not None
        ),
    ]


def _licence(known: Known) -> str:
    return str(InstrumentVersion.Licence(known.card.licence.licence_class).label)


def _unchecked(known: Known) -> int:
    return len(known.card.unchecked) + sum(len(scale.unchecked) for scale in known.card.scales)


def _whose(known: Known) -> str:
    return _of_ours(known.own) if known.own else _("the project's card")


def _of_ours(own: OwnCard) -> str:
    return _("version %(number)s of our own, %(who)s, %(day)s") % {
        "number": own.number,
        "who": own.written_by,
        "day": date_format(own.written_on),
    }


def _sentence(error: BrokenCard, text: str = "") -> str:
    """What is wrong, with its line as it stands in the text."""
    said = error.sentence("ru" if get_language() == "ru" else "en")
    lines = text.split("\n")
    line = lines[error.line - 1].strip() if 0 < error.line <= len(lines) else ""
    sentence = said[:1].upper() + said[1:] + "."
    return f"{sentence} {_('There it says: %(line)s') % {'line': line[:200]}}" if line else sentence
