"""LimeSurvey survey structures (`.lss`)."""
