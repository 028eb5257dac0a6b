"""How much of what is let in, and given away: numbers, each of them a setting by the same name."""

# How many people may sign up for nudges, from everywhere together: nobody's address is looked at.
NUDGE_SIGN_UPS = {"minute": 30, "hour": 300}
# The same for runs: how many may join, and how many wrong codes of places and invitations are answered.
RUN_JOININGS = {"minute": 2000, "hour": 6000}
RUN_WRONG_CODES = {"minute": 120}
RETREAT_APPLICATIONS = {"minute": 600, "hour": 3000}
RETREAT_WRONG_CODES = {"minute": 120}
# And how many wrong personal codes of cohorts.
PULSE_WRONG_CODES = {"minute": 120}
# How many ballots the main box of a quarter takes; those beyond go to the box that is tallied apart.
BALLOTS = {"hour": 300}
# What the picture may give away of one person in a year: an epsilon, at a delta of one in a million.
PICTURE_BUDGET = 2.0
