"""The key of an instrument on paper: tables by which a person scores by hand what the site would score.

Pure: imports no framework. Whoever adds up points by `ScaleKey.rows` and looks the sum up in
`ScaleKey.table`, or reckons by `ScaleKey.formula` where the table ends, has the value of `rules.scoring`,
to the last digit.
"""

from wellbeing.assessments.papersheet.keys import BandKey, Row, ScaleKey, key_of, keys
from wellbeing.assessments.papersheet.tables import Cell, Formula, Line, Table

__all__ = ["BandKey", "Cell", "Formula", "Line", "Row", "ScaleKey", "Table", "key_of", "keys"]
