"""On the first staff page: rounds of retreats that stand still until this colleague presses something."""

from typing import Any

from wagtail.admin.ui.components import Component

from courses.retreats import scope, waiting
from courses.retreats.staff import frame


class WaitingPanel(Component):
    order = 12
    seen_with = (scope.ORGANISE, scope.READ_VALUE)
    template_name = "retreats/staff/_waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": waiting.for_(frame.colleague(parent_context["request"]), frame.now())}
