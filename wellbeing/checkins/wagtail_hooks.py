"""What nudges add to Wagtail's admin: the cover texts, and nothing about anybody."""

from wagtail.snippets.models import register_snippet

from wellbeing.checkins.viewsets import CoverTextViewSet

register_snippet(CoverTextViewSet)
