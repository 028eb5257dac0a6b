"""What ends a workflow. By itself, since Wagtail reads it before its own models are there."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """The two people agreed, and that is all it takes: alone neither of them may publish."""
    page = workflow_state.content_object
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)
