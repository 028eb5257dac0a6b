"""The addresses of all published lessons: `python -m tests.bench.lessons` prints them, a line for each."""

from urllib.parse import urlsplit

import django

django.setup()

from courses.content.models import LessonPage  # noqa: E402  models need the settings


def main() -> None:
    for page in LessonPage.objects.live().order_by("path"):
        print(urlsplit(page.get_full_url()).path)


if __name__ == "__main__":
    main()
