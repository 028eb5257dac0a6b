"""What actions ask for. A task may come twice, and leaves no result. Celery looks here alone, so each module
of this package is imported here."""

from courses.retreats.tasks import filling, planning, sharing

__all__ = ["filling", "planning", "sharing"]
