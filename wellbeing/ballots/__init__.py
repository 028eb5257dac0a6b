"""Sealed ballots of a quarter: what somebody adds to the anonymous picture, until two people open the box.

Nothing here knows who casts, what a questionnaire asks, or who may open. A box has a public half, to which
a ballot is sealed as it is cast; the private half is kept elsewhere, in shares, and opens nothing before two
people bring theirs.

What a seizure gives. *Of everything that is kept*: how many ballots each box of a quarter holds and, of
those of the day, in which order they came and beside which other rows they were written. Each night the
table is written anew in the order of random ids. Redis knows how many were cast in an hour, and random
numbers of forms that were used. *Of the running machine* besides: when a form was issued that somebody
holds in their hand, and whether it was used in the last hours, and what is being cast at that moment; of
ballots that lie in a box, nothing.

What keeps others from stuffing the box, and what does not. A form is sealed by the server, so nobody else
makes one; it is good for one ballot, from 15 seconds to three hours after the result. A Redis that forgets
lets a form of the last three hours be used again. Beyond a rate an hour ballots go to the second box of the
quarter, which is tallied apart, for a person to judge: so a flood spoils at most what the rate lets
through, and takes honest ballots of that hour along into the second box. Whoever asks for many results, by
hand or by a program, and has patience, casts many ballots: nobody is known, so nobody is told from another.
"""
