from wellbeing.accounts.models.key_pairs import KeyPair, RecoveryKey
from wellbeing.accounts.models.people import User, UserManager
from wellbeing.accounts.models.records import SealedRecord, WrappedKey
from wellbeing.accounts.models.teams import Team, TeamMember

__all__ = [
    "KeyPair",
    "RecoveryKey",
    "SealedRecord",
    "Team",
    "TeamMember",
    "User",
    "UserManager",
    "WrappedKey",
]
