"""The page models. What they show is made of the blocks in `cms.blocks`."""

from itertools import takewhile

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import directory
from cms.blocks import BODY


class PublicPage(Page):
    """What all pages share. The browser's history shows `seo_title` or a neutral default, never `title`."""

    menu_title = models.CharField(
        _("short title for the menu"), max_length=30, blank=True, help_text=_("Two or three words.")
    )
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BODY, blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    promote_panels = [FieldPanel("menu_title"), *Page.promote_panels]
    # The public side has no sign-in, so no page can be kept for some.
    private_page_options: list[str] = []

    class Meta:
        abstract = True


class HomePage(PublicPage):
    """The first page of a language."""

    parent_page_types = ["wagtailcore.Page"]
    # Which pages may stand below it, they say themselves: other packages have some too.

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ContentPage(PublicPage):
    """A page of text; it lists the pages below it, if there are any."""

    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        below = self.get_children().live().specific()
        return super().get_context(request, *args, **kwargs) | {"pages_below": below}


class HelpPage(PublicPage):
    """The directory of urgent help; its entries are rows of their own (`cms.HelpEntry`).

    Blocks above the first heading of the body stand above the directory, the rest below it.
    """

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        blocks = list(self.body)
        first = list(takewhile(lambda block: block.block_type != "heading", blocks))
        return super().get_context(request, *args, **kwargs) | {
            "sections": directory.sections(language=get_language() or "ru", today=timezone.localdate()),
            "first": first,
            "rest": blocks[len(first) :],
        }
