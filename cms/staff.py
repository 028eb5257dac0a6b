"""What colleagues see under `/staff/` beside Wagtail's own pages."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.blocks import StreamBlock

from cms import actions, directory, style
from cms.blocks import BODY, LESSON
from cms.models import HelpContact, HelpEntry
from wellbeing.accounts.guards import staff
from wellbeing.accounts.models import User

SCHEMES = ("light", "dark")


@staff("cms.verify_helpentry")
@require_http_methods(["GET", "POST"])
def to_verify(request: HttpRequest) -> HttpResponse:
    """Help entries that wait for somebody to make sure of them; one press says that they hold."""
    today = timezone.localdate()
    if request.method == "POST":
        number = request.POST.get("entry", "")
        entry = get_object_or_404(HelpEntry, pk=number if number.isdecimal() else None)
        actions.verify_help_entry(entry=entry, by=cast(User, request.user), today=today)
        messages.success(request, _("Verified: %(name)s") % {"name": entry})
        return redirect("cms_to_verify")
    entries = HelpEntry.objects.to_verify(today).order_by("verified_on", "name_ru")
    whole = entries.select_related("verified_by").prefetch_related("contacts")
    context = _header(_("Help to verify"), "circle-check") | {"entries": waiting(list(whole), today)}
    return render(request, "cms/staff/to_verify.html", context)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry of the list, and whether the public page still shows it."""

    entry: HelpEntry
    leaves_on: date | None
    is_public: bool


def waiting(entries: list[HelpEntry], today: date) -> list[Waiting]:
    dates = [(entry, entry.leaves_on()) for entry in entries]
    return [Waiting(entry, leaves, leaves is not None and leaves > today) for entry, leaves in dates]


@staff("wagtailadmin.access_admin")
@require_GET
def show_style(request: HttpRequest) -> HttpResponse:
    """The living style page: every component of the public side, light and dark side by side."""
    return render(request, "cms/staff/style.html", _header(_("Style"), "view") | {"schemes": SCHEMES})


@staff("wagtailadmin.access_admin")
@require_GET
@xframe_options_sameorigin
def show_samples(request: HttpRequest, scheme: str) -> HttpResponse:
    """What stands in the frames of the style page: the public frame, as Russian readers see it."""
    if scheme not in SCHEMES:
        raise Http404
    blocks = {**StreamBlock(BODY).child_blocks, **StreamBlock(LESSON).child_blocks}.values()
    with override("ru"):
        context = {
            "language": "ru",
            "path": "style/",
            "style": style.in_scheme(scheme),
            "samples": [(block.label, block.render(block.get_preview_value())) for block in blocks],
            "cards": [directory.card(_example_entry(), language="ru", today=timezone.localdate())],
            "options": ["Ни разу", "Один-два раза за месяц", "Примерно раз в неделю", "Почти ежедневно"],
            "bands": [("b1", "from-00", "to-06"), ("b2", "from-06", "to-12"), ("b4", "from-12", "to-20")],
        }
        return render(request, "cms/staff/samples.html", context)


def _header(title: str, icon: str) -> dict[str, object]:
    """What Wagtail's own templates need to head a page."""
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    return {"header_title": title, "page_title": title, "header_icon": icon, "breadcrumbs_items": trail}


def _example_entry() -> HelpEntry:
    entry = HelpEntry(
        name_ru="Пример: чат «Тихая вода»",
        about_ru="Переписка с теми, кто дежурит, когда одиноко, страшно или нет сил.",
        operator_type=HelpEntry.OperatorType.NGO,
        affirming=HelpEntry.Affirming.YES,
        asks_for_ru="Как к вам обращаться. Больше ничего.",
        caution_ru="Это не служба спасения.",
        reachable_from=HelpEntry.Reachable.BOTH,
        hours_ru="ежедневно с 18:00 до 23:00",
        time_zone="Europe/Moscow",
        cost=HelpEntry.Cost.FREE,
        languages=["ru"],
        verified_on=timezone.localdate(),
    )
    entry.contacts = [HelpContact(kind=HelpContact.Kind.CHAT, value="https://chat.example.org/")]
    return entry
