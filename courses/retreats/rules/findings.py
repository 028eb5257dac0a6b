"""How grave it is what a rule finds in something arranged by hand. Imports no framework."""

from enum import IntEnum


class Grade(IntEnum):
    NOTE = 1  # good to know
    WARN = 2  # asked about once more before it is done
    BLOCK = 3  # cannot be done
