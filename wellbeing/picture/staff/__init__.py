"""Pages of the picture under `/staff/picture/`."""
