"""Accepting several pieces of evidence at once, as Wagtail acts on many rows of a list."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from trainers import refusals, scope
from trainers.actions import evidence as actions
from trainers.models import Decision, Evidence
from trainers.rules.pathway import Kind
from trainers.staff import frame
from trainers.staff.evidence import LOOKS
from wellbeing.accounts.models import User


class AcceptMany(BulkAction):
    """Everything chosen that waits and that this colleague may assess; observed sessions, which take marks,
    are accepted one by one."""

    display_name = _("Accept")
    aria_label = _("Accept the chosen evidence")
    action_type = "accept"
    template_name = "trainers/staff/accept_many.html"
    models = [Evidence]
    permissions = LOOKS

    def get_all_objects_in_listing_query(self, parent_id: object) -> Iterable[UUID]:
        return self._waiting().values_list("pk", flat=True)

    def get_actionable_objects(self) -> tuple[list[Evidence], dict[str, list[Evidence]]]:
        wanted = self.request.GET.getlist("id")
        rows = self._waiting()
        if "all" not in wanted:
            rows = rows.filter(pk__in=[each for each in wanted if _is_uuid(each)])
        found = list(rows)
        mine = scope.assessable(frame.colleague(self.request), found)
        chosen = [each for each in found if each.pk in mine and each.kind != Kind.OBSERVED]
        return chosen, {"items_with_no_access": [each for each in found if each not in chosen]}

    def get_execution_context(self) -> dict[str, Any]:
        return {"by": frame.colleague(self.request)}

    @classmethod
    def execute_action(cls, objects: list[Evidence], **context: Any) -> tuple[int, int]:
        """How many were accepted; what a colleague decided meanwhile is left as they decided."""
        by: User = context["by"]
        accepted = 0
        for each in objects:
            try:
                actions.decide(evidence=each, outcome=Decision.Outcome.ACCEPTED, by=by, today=frame.today())
            except refusals.Refused:
                continue
            accepted += 1
        return accepted, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        said = ngettext(
            "%(count)d piece of evidence accepted.",
            "%(count)d pieces of evidence accepted.",
            num_parent_objects,
        )
        return said % {"count": num_parent_objects}

    def _waiting(self) -> Any:
        user = frame.colleague(self.request)
        rows = scope.evidence(user).filter(status=Evidence.Status.SUBMITTED)
        rows = rows.exclude(candidacy__trainer__user=user).select_related("candidacy__trainer", "region")
        return rows.prefetch_related("candidacy__version__requirements").order_by("submitted_month", "pk")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
