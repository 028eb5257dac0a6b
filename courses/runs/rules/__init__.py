"""What holds of runs whatever they are stored in. Imports no framework."""
