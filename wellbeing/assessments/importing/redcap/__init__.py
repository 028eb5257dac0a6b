"""REDCap data dictionaries (CSV)."""
