"""The anonymous picture of the regions: who may open a quarter's box, what is published of it, and the rules.

A quarter's box has a public half; the private one exists only as shares, any two of which make it whole, each
sealed to the keys of one member of the council. When two of them bring theirs together, everything in the box
is counted in the memory of one worker, noise is added, what is small or alike is hidden, and in the one step
that publishes it ballots, shares and key are gone.

What a seizure gives. *Of everything that is kept*: which colleagues hold a share of which quarter, and what
has been published. *With one member's passphrase besides*: one share, which tells nothing of the key. *Of the
running machine while a box is being counted*: that box.
"""
