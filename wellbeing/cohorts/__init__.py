"""People who answer one questionnaire in waves; who they are and what it asks is known elsewhere.

A cohort has a secret of its own. From it and from a code that somebody holds elsewhere follows their
*personal code*; by it they answer once in each wave. A wave that is over is *frozen*: what may be published
is written, rounded, and everything it was made from goes.

What a seizure gives. *Of the database alone*: that a cohort exists under a random number, its language, the
days of its waves, how many have answered in one that is not frozen, and the figures that its trainers see.
Boxes and tags are noise, and no code is anywhere. *Of the running machine*, which holds the server's keys
besides: the values of a wave that is not frozen, not whose; the sums of frozen ones until the last is; and of
a personal code that somebody holds in their hand, whether it has answered in the wave that is open, not what.
Whoever has the machine can also make personal codes, and answer by them. After the last wave the secret is
gone, and with it all of this.

Rows tell neither when somebody answered nor which answer came with which code: with each answer those of the
wave are all written anew, in boxes of other numbers, in the order of chance, in one transaction. The versions
before that stay on the disk, in the tables until the night and in the log of PostgreSQL until it is used
again: whoever takes the disk *with* the server's keys *and* somebody's personal code at that time may find
what it said. A backup holds what there was when it was made, and opens with the server's keys of that day.
"""
