"""What changes courses."""

from courses.content.actions.seeding import seed_courses

__all__ = ["seed_courses"]
