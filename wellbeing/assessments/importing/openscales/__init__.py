"""Reading the OpenScales format (`.osd`)."""
