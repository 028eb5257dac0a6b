"""What the schedule in the settings calls."""
