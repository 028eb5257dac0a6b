"""Storing the English of a shipped page, string by string, as a translator would."""

import json

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Locale, Page
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class BadSeed(Exception):
    """The shipped content does not hold together; says which page and where in it."""


def publish_translation(*, page: Page, said: Page, locale: Locale, by: AbstractBaseUser | None) -> None:
    """Store what `said`, an unsaved page, says in `locale` for every string of `page`; publish the result.

    Raises BadSeed when one language has a string that the other has not.
    """
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    _store_strings(source, said, locale, by)
    _store_addresses(source, page.locale, locale, by)
    # Published here: on commit, as wagtail-localize would, it writes over the tree's count of children.
    # Who may publish is for people's work; what is shipped was read by several before.
    translation.save_target(user=by, publish=False)
    target = translation.get_target_instance()
    target.get_latest_revision().publish(user=by, skip_permission_checks=True)


def _store_strings(
    source: TranslationSource, said: Page, locale: Locale, by: AbstractBaseUser | None
) -> None:
    strings: dict[str, list[StringSegmentValue]] = {}
    for segment in extract_segments(said):
        if isinstance(segment, StringSegmentValue):
            strings.setdefault(segment.path, []).append(segment)
    for segment in source.stringsegment_set.select_related("context", "string").order_by("order"):
        if not strings.get(segment.context.path):
            raise BadSeed(f"{said.slug}: no English for {segment.context.path}")
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=strings[segment.context.path].pop(0).string.data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by=by,
        )
    left = [path for path, rest in strings.items() if rest]
    if left:
        raise BadSeed(f"{said.slug}: no Russian for {left[0]}")


def _store_addresses(
    source: TranslationSource, spoken: Locale, locale: Locale, by: AbstractBaseUser | None
) -> None:
    """Links to parts of the site that are no pages lead to the same part in the other language."""
    before, after = f"/{spoken.language_code}/", f"/{locale.language_code}/"
    for segment in source.overridablesegment_set.select_related("context"):
        address = json.loads(segment.data_json)
        if isinstance(address, str) and address.startswith(before):
            SegmentOverride.objects.create(
                locale=locale,
                context=segment.context,
                last_translated_by=by,
                data_json=json.dumps(after + address.removeprefix(before)),
            )
