"""What changes pages and the help directory."""

from cms.actions.help import verify_help_entry
from cms.actions.seeding import seed_site
from cms.actions.translating import BadSeed

__all__ = ["BadSeed", "seed_site", "verify_help_entry"]
