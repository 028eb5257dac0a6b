"""Personal codes of cohorts. The server keeps no list of them."""

from uuid import UUID

from wellbeing.cohorts import deriving
from wellbeing.cohorts.models import Secret
from wellbeing.privacy import codes


def personal(cohort: UUID, place_code: str) -> str:
    """The personal code of whoever holds a place code, in its plain form (`privacy.codes.show` groups it).

    Empty when there is no such cohort, when it is over, and when the server holds no key for it.
    """
    row = Secret.objects.filter(pk=cohort).first()
    secret = row.contents() if row else None
    return deriving.personal(secret, codes.read(place_code)) if secret else ""
