"""The page of one quarter's box: how it stands, and opening it, two people at one screen."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from wellbeing.accounts import unlocking
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.throttles import TooManyGuesses
from wellbeing.picture import members, refusals, standing
from wellbeing.picture.actions import judging, opening
from wellbeing.picture.staff import box_page, frame
from wellbeing.picture.staff.forms import JudgeForm, SecondForm
from wellbeing.picture.standing import Standing
from wellbeing.privacy.guards import staff

JUDGED = {"publish": True, "leave": False}
# Nothing that the second person could mend: the page of the box says how it stands.
ELSEWHERE = (refusals.UnderWay, refusals.NobodyWaits, refusals.NotClosed, refusals.NoShare)


@staff(members.OPEN_BOX)
@require_GET
def show(request: HttpRequest, box: UUID) -> HttpResponse:
    """How it stands with the box. Looks again by itself while a worker is at it."""
    row = _row(box)
    form = SecondForm(others=_others(request, row), initial={"second": request.GET.get("second", "")})
    return box_page.page(request, row, form=form)


@staff(members.OPEN_BOX)
@require_POST
def begin(request: HttpRequest, box: UUID) -> HttpResponse:
    """Ask a worker to wait for the key."""
    row = _row(box)
    unlocked = unlocking.current(request)
    if unlocked is None:
        return unlocking.needed(request, back=_address(row))
    try:
        opening.begin(box=row.box.pk, by=unlocked)
    except refusals.Refused as refused:
        messages.error(request, str(refused))
    return redirect(_address(row))


@staff(members.OPEN_BOX)
@require_POST
def hand_over(request: HttpRequest, box: UUID) -> HttpResponse:
    """The second person has typed their passphrase beside the first."""
    row = _row(box)
    unlocked = unlocking.current(request)
    back = f"{_address(row)}?{urlencode({'second': request.POST.get('second', '')})}"
    if unlocked is None:
        return unlocking.needed(request, back=back)
    form = SecondForm(request.POST, others=_others(request, row))
    status = HTTPStatus.OK
    if form.is_valid():
        try:
            opening.hand_over(box=row.box.pk, by=unlocked, today=frame.today(), **form.cleaned_data)
        except ELSEWHERE as refused:
            messages.error(request, str(refused))
            return redirect(back)
        except (refusals.Refused, key_pairs.NoKeyPair, key_pairs.WrongPassphrase, TooManyGuesses) as refused:
            status = _add_error(form, refused)
        else:
            messages.success(request, _("The key is with the worker. You can close this page if you wish."))
            return redirect(_address(row))
    return box_page.page(request, row, form=form, status=status)


@staff(members.OPEN_BOX)
@require_POST
def stop(request: HttpRequest, box: UUID) -> HttpResponse:
    """End what is under way; the box stays as it was."""
    row = _row(box)
    if opening.stop(box=row.box.pk):
        messages.success(request, _("It is being stopped. The box stays as it was."))
    else:
        messages.error(request, _("There was nothing to stop any more."))
    return redirect(_address(row))


@staff(members.OPEN_BOX)
@require_POST
def judge(request: HttpRequest, box: UUID) -> HttpResponse:
    """Publish what the box apart came to, or leave it out."""
    row = _row(box)
    apart = row.apart
    if apart is None:
        messages.error(request, str(refusals.JudgedBefore()))
        return redirect(_address(row))
    form = JudgeForm(request.POST)
    if not form.is_valid() or request.POST.get("do") not in JUDGED:
        return box_page.page(request, row, judge_form=form)
    is_published = JUDGED[request.POST["do"]]
    try:
        judging.judge(
            release=apart.pk,
            is_published=is_published,
            reason=form.cleaned_data["reason"],
            by=frame.colleague(request),
            today=frame.today(),
        )
    except refusals.Refused as refused:
        messages.error(request, str(refused))
    else:
        done = _("It is published beside the main one.") if is_published else _("It is left out.")
        messages.success(request, done)
    return redirect(_address(row))


def _row(box: UUID) -> Standing:
    row = standing.of(box)
    if row is None:
        raise Http404
    return row


def _address(row: Standing) -> str:
    return reverse("picture_staff:box", args=[row.box.pk])


def _others(request: HttpRequest, row: Standing) -> list[members.User]:
    return [each for each in row.holders if each != request.user]


def _add_error(form: SecondForm, refused: Exception) -> HTTPStatus:
    """The sentence where it belongs, and the status of the page."""
    if isinstance(refused, TooManyGuesses):
        said = _("Too many attempts. Nothing is tried for five minutes, not even the right passphrase.")
        form.add_error("passphrase", said)
        return HTTPStatus.TOO_MANY_REQUESTS
    if isinstance(refused, key_pairs.WrongPassphrase):
        form.add_error("passphrase", _("It does not open with this passphrase."))
    elif isinstance(refused, key_pairs.NoKeyPair):
        form.add_error("second", str(refusals.SecondHasNoShare()))
    else:
        form.add_error("second", str(refused))
    return HTTPStatus.OK
