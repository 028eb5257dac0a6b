"""A colleague signs in as people do: `python -m tests.bench.entering ROLE` prints the session's cookie.

With a region after it, the colleague works there.
"""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the settings
from django.test import Client  # noqa: E402  needs the settings

from tests.factories.accounts import create_colleague, sign_in  # noqa: E402  models need the settings
from wellbeing.accounts.models import User  # noqa: E402  models need the settings
from wellbeing.regions.models import Region  # noqa: E402  models need the settings


def main(role: str, region: str = "") -> None:
    username = f"bench-{role}"
    User.objects.filter(username=username).delete()
    client = Client(headers={"host": "localhost"})
    place = Region.objects.get(pk=region) if region else None
    sign_in(client, create_colleague(username=username, role=role, region=place))
    print(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")


if __name__ == "__main__":
    main(*sys.argv[1:])
