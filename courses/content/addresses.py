"""Words that a course's own pages take below its address: a lesson called so would never be found."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm

TAKEN = _("A page of the course itself has this address, as its card to tick has. Choose another word.")


def refuse_taken(slug: str, routes: list[URLPattern]) -> None:
    """Raises ValidationError for a slug whose address one of these routes answers."""
    if any(route.resolve(f"{slug}/") for route in routes):
        raise ValidationError(TAKEN, code="taken")


class LessonCopyForm(CopyForm):
    """A copy of a lesson is called by a word that nothing else answers."""

    def clean_new_slug(self) -> Any:
        slug = self.cleaned_data["new_slug"]
        refuse_taken(slug, self.page.get_parent().specific_class.get_subpage_urls())
        return slug
