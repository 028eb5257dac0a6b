"""Pages, pictures and help entries, made as editors make them."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from wagtail.models import Locale, Page, Site

from cms.models import ContentPage, HelpContact, HelpEntry, HelpPage, HomePage, Picture
from wellbeing.accounts.models import User

TODAY = date(2026, 11, 22)


def create_colleague(*, username: str = "vera", is_superuser: bool = False) -> User:
    return User.objects.create_user(username, is_superuser=is_superuser)


def create_home(*, language: str = "ru", **fields: Any) -> HomePage:
    """A published home page; the Russian one becomes the site's."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    home = HomePage(title="Дом", slug=f"home-{language}", locale=locale, **fields)
    first = HomePage.objects.exclude(locale=locale).first()
    if first is not None:
        home.translation_key = first.translation_key
    Page.get_first_root_node().add_child(instance=home)
    if language == "ru":
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def create_page(*, parent: Page, slug: str = "page", title: str = "Страница", **fields: Any) -> ContentPage:
    page = ContentPage(title=title, slug=slug, locale=parent.locale, **fields)
    _fresh(parent).add_child(instance=page)
    return page


def create_help_page(*, parent: Page, **fields: Any) -> HelpPage:
    page = HelpPage(title="Помощь", slug="help", locale=parent.locale, **fields)
    _fresh(parent).add_child(instance=page)
    return page


def _fresh(page: Page) -> Page:
    """The row as it is: treebeard counts children on it."""
    return Page.objects.get(pk=page.pk)


def create_help_entry(*, days_ago: int | None = None, ways: int = 1, **fields: Any) -> HelpEntry:
    """An entry verified so many days before TODAY; without `days_ago` nobody has verified it."""
    defaults: dict[str, Any] = {
        "name_ru": "Линия",
        "about_ru": "Слушают.",
        "asks_for_ru": "Ничего.",
        "operator_type": HelpEntry.OperatorType.NGO,
        "affirming": HelpEntry.Affirming.YES,
        "reachable_from": HelpEntry.Reachable.BOTH,
        "is_round_the_clock": True,
        "cost": HelpEntry.Cost.FREE,
        "languages": ["ru"],
    }
    if days_ago is not None:
        by = User.objects.first() or create_colleague()
        defaults |= {"verified_on": TODAY - timedelta(days=days_ago), "verified_by": by}
    entry = HelpEntry(**defaults | fields)
    entry.contacts = [
        HelpContact(kind=HelpContact.Kind.PHONE, value=f"+7 000 000-00-{n:02}") for n in range(ways)
    ]
    entry.save()
    return entry


def create_upload(
    *, name: str = "IMG_20260501_vera.jpg", size: tuple[int, int] = (60, 40), **saving: Any
) -> Any:
    """An uploaded picture; `saving` goes to Pillow, which writes it beside the pixels."""
    out = BytesIO()
    format_name = {"png": "PNG", "webp": "WEBP", "gif": "GIF"}.get(name.rpartition(".")[2], "JPEG")
    Pillow.new("RGB", size, "teal").save(out, format_name, **saving)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def create_picture(*, description: str = "Тропинка", **upload: Any) -> Picture:
    picture = Picture(title="Тропинка", description=description, file=create_upload(**upload))
    picture.save()
    return picture
