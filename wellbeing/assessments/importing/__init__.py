"""Reading questionnaires from files that others made. Pure: imports no framework and touches no database."""

from wellbeing.assessments.importing.reader import Import, read_questionnaire
from wellbeing.assessments.importing.report import Finding, Place, Report, Severity, Understood

__all__ = ["Finding", "Import", "Place", "Report", "Severity", "Understood", "read_questionnaire"]
