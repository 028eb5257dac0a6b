"""An instrument on paper: the sheet to fill in, and the key by which anybody scores it with a pencil."""
