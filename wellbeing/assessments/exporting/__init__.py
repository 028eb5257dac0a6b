"""Writing instruments down in a format that others read. Pure: imports no framework."""

from wellbeing.assessments.exporting.names import Edition, Release
from wellbeing.assessments.exporting.questionnaire import as_json

__all__ = ["Edition", "Release", "as_json"]
