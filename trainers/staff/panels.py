"""On the first staff page: what waits, whose certificate ends, which regions have nobody."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from trainers import glance, scope
from trainers.staff import frame

MOST_NAMED = 12


class TrainersPanel(Component):
    order = 15
    seen_with = (scope.IN_REGION, scope.EVERYWHERE, scope.ASSESS, glance.COVERAGE)
    template_name = "trainers/staff/_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        found = glance.glance(frame.colleague(request), frame.today())
        nobody = found.nobody or []
        return {
            "glance": found,
            "is_worker": found.ending is not None,
            "coverage": reverse("trainers:coverage"),
            "named": nobody[:MOST_NAMED],
            "unnamed": len(nobody) - MOST_NAMED if len(nobody) > MOST_NAMED else 0,
        }
