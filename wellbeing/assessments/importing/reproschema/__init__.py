"""Reading ReproSchema activities (JSON-LD)."""
