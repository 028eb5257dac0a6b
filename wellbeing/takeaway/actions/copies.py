"""Copies are made anew when what they hold was published, changed or taken off, and each month for a day."""

import logging
from datetime import date, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from cms import generation
from wellbeing.privacy import server_keys
from wellbeing.takeaway import gathering, keys, page, signing
from wellbeing.takeaway.models import Copy

logger = logging.getLogger(__name__)

# Nobody is given a copy that is older: it has two months before it warns of its age.
RENEWED_AFTER = timedelta(days=30)
SEEN = "takeaway:generation"


def look_after(*, today: date) -> None:
    """Make anew what changed, if anything public did since the last look. Without a seal key: nothing."""
    token = generation.current()
    if not server_keys.is_there() or cache.get(SEEN) == token:
        return
    make(today=today)
    cache.set(SEEN, token, timeout=None)


@transaction.atomic
def make(*, today: date) -> list[str]:
    """Make anew each language's copy that is not as the site is now; says which. Raises server_keys.NoKey."""
    signer = keys.current()
    made = [language for language, _ in settings.LANGUAGES if _make_one(language, signer, today)]
    if made:
        keys.keep(signer, today=today)
        transaction.on_commit(generation.bump)
    return made


def _make_one(language: str, signer: signing.Signer, today: date) -> bool:
    """Whether there is another copy now than before, or none any more."""
    contents = gathering.gathered(language, today=today)
    rows = Copy.objects.filter(language=language)
    try:
        undated = page.undated(contents) if contents.checks else None
    except page.TooLarge:
        logger.exception("A copy to carry away is too large.")
        undated = None
    if undated is None:
        return bool(rows.delete()[0])
    digest = undated.digest(signer)
    if rows.filter(digest=digest, made_on__gt=today - RENEWED_AFTER).exists():
        return False
    content = undated.made(today, signer)
    signature = signing.armored(signer.sign(content))
    values = {"made_on": today, "digest": digest, "content": content, "signature": signature}
    Copy.objects.update_or_create(language=language, defaults=values)
    return True
