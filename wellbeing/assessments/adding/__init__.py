"""Adding a result to the anonymous picture of the regions, if the person wishes it: with a region or without.

The result page offers it while boxes take ballots. What is added goes into a sealed box at once; every answer
to the form has one length and says nothing of what was added.
"""
