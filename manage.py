#!/usr/bin/env python
import os
import secrets
import sys

from django.core.management import execute_from_command_line

# What an outsider runs with a published file reads no secret and no database, so it asks for no settings.
FOR_OUTSIDERS = {"check_take_away", "replay_allocation"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")
    if FOR_OUTSIDERS.intersection(sys.argv[1:2]):
        os.environ.setdefault("SECRET_KEY", secrets.token_hex(40))
        os.environ.setdefault("SEAL_KEYS", "none")
    execute_from_command_line(sys.argv)
