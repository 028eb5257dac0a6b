"""What changes cohorts: holding them, answering, freezing."""
