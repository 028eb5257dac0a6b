"""`manage.py make_first_pages`: the pages, help entries and courses that a new site begins with.

Nobody stands for the help entries yet, so they are off the public page until colleagues verify them.
What is there already stays as it is.
"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.actions import seeding
from courses.content import actions as content_actions


class Command(BaseCommand):
    help = "Make the first pages and courses of a new site in both languages."

    def handle(self, *args: object, **options: object) -> None:
        pages = seeding.seed_site(by=None, today=timezone.localdate())
        courses = content_actions.seed_courses(by=None)
        for made, name in ((pages, "pages"), (courses, "courses")):
            self.stdout.write(f"{name}: {'made' if made else 'there already'}")
