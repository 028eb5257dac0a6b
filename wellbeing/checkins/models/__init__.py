from wellbeing.checkins.models.covers import CoverText
from wellbeing.checkins.models.subscription import FEEDS, MOST_GUESSES, Channel, Subscription, opened, tags_of

__all__ = ["FEEDS", "MOST_GUESSES", "Channel", "CoverText", "Subscription", "opened", "tags_of"]
