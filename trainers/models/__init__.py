from trainers.models.certificates import (
    Appeal,
    Certificate,
    Proposal,
    Renewal,
)
from trainers.models.evidence import Decision, Evidence, Supervision
from trainers.models.extensions import ExtendedCertificate, Extension
from trainers.models.pathways import Pathway, PathwayVersion, Requirement
from trainers.models.people import Candidacy, Trainer
from trainers.models.proof import IssuerKey, LeftMark, Papers
from trainers.models.quiet import QuietRegion
from trainers.models.reminders import Reminder

__all__ = [
    "Appeal",
    "Candidacy",
    "Certificate",
    "Decision",
    "Evidence",
    "ExtendedCertificate",
    "Extension",
    "IssuerKey",
    "LeftMark",
    "Papers",
    "Pathway",
    "PathwayVersion",
    "Proposal",
    "QuietRegion",
    "Reminder",
    "Renewal",
    "Requirement",
    "Supervision",
    "Trainer",
]
