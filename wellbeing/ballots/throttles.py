"""How many ballots the main box takes in a while, from everybody together: nobody's address is looked at."""

from django.conf import settings
from redis import RedisError

from wellbeing.privacy import counting

SECONDS = {"hour": 60 * 60}


def is_beyond_the_rate() -> bool:
    """Counts one more ballot, and says whether it is beyond what the settings allow, or nobody can count."""
    most = settings.BALLOTS
    try:
        counted = [counting.count(f"ballots:{span}", seconds=SECONDS[span]) for span in most]
    except RedisError:
        return True
    return any(number > limit for number, limit in zip(counted, most.values(), strict=True))
