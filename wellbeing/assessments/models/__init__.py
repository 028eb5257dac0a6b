from wellbeing.assessments.models.cards import OwnCard
from wellbeing.assessments.models.findings import Finding
from wellbeing.assessments.models.history import History
from wellbeing.assessments.models.instruments import Instrument, InstrumentVersion
from wellbeing.assessments.models.measured import MeasuredReliability
from wellbeing.assessments.models.parts import Band, Item, Option, ResponseSet, Scale
from wellbeing.assessments.models.steps import NextStep

__all__ = [
    "Band",
    "Finding",
    "History",
    "Instrument",
    "InstrumentVersion",
    "Item",
    "MeasuredReliability",
    "NextStep",
    "Option",
    "OwnCard",
    "ResponseSet",
    "Scale",
]
