"""What happens to the accounts of staff; of their keys and teams in `key_pairs`, `teams` and `recovery`."""

from wellbeing.accounts.actions.roles import UnknownPermission, sync_roles
from wellbeing.accounts.actions.seeding import DEMO_STAFF, seed_keys, seed_staff
from wellbeing.accounts.actions.staff import (
    Access,
    LastAdministrator,
    UnknownRole,
    changing_staff,
    create_staff,
    draw_access,
    enrol_recovery_codes,
)

__all__ = [
    "DEMO_STAFF",
    "Access",
    "LastAdministrator",
    "UnknownPermission",
    "UnknownRole",
    "changing_staff",
    "create_staff",
    "draw_access",
    "enrol_recovery_codes",
    "seed_keys",
    "seed_staff",
    "sync_roles",
]
