"""A colleague signs in as people do: `python -m tests.bench.entering ROLE` prints the session's cookie."""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the settings
from django.test import Client  # noqa: E402  needs the settings

from tests.factories.accounts import create_colleague, sign_in  # noqa: E402  models need the settings
from wellbeing.accounts.models import User  # noqa: E402  models need the settings


def main(role: str) -> None:
    username = f"bench-{role}"
    User.objects.filter(username=username).delete()
    client = Client(headers={"host": "localhost"})
    sign_in(client, create_colleague(username=username, role=role))
    print(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")


if __name__ == "__main__":
    main(sys.argv[1])
