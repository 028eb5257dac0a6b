from wellbeing.checkins.models.covers import CoverText
from wellbeing.checkins.models.subscription import MOST_GUESSES, Channel, Subscription

__all__ = ["MOST_GUESSES", "Channel", "CoverText", "Subscription"]
