"""What changes boxes and ballots."""
