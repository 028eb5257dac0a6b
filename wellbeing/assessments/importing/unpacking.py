"""The files of a questionnaire as they were given, one by one or in a ZIP, the questionnaire itself first."""

import io
import re
import zipfile
from collections.abc import Sequence

from wellbeing.assessments.importing import formats, source
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.xlsform import archive

# The one kind of FHIR resource that is a questionnaire; value sets and code systems stand beside it.
_QUESTIONNAIRE = re.compile(rb'"resourceType"\s*:\s*"Questionnaire"')
_SPREADSHEET = "[Content_Types].xml"
# What programs put into archives unasked.
_UNASKED = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)")


def opened(files: Sequence[bytes], findings: Findings) -> list[bytes]:
    """The files with each ZIP taken apart once, or an error in `findings`.

    A spreadsheet is a ZIP too, and stays whole; so does a packed ReproSchema activity, whose reader needs the
    names of its parts.
    """
    found: list[bytes] = []
    for data in files:
        found += _parts(data, findings) if _is_folder(data) else [data]
    return _in_order(found)


def _is_folder(data: bytes) -> bool:
    if not archive.is_zip(data) or len(data) > source.LIMIT:
        return False
    names = archive.names(data)
    return bool(names) and _SPREADSHEET not in names and not formats.REPROSCHEMA.recognises(data)


def _parts(data: bytes, findings: Findings) -> list[bytes]:
    if not archive.is_harmless(data, findings):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        kept = [
            part for part in packed.infolist() if not part.is_dir() and not _UNASKED.search(part.filename)
        ]
        return [read for part in kept if _is_known(read := packed.read(part))] or [data]


def _is_known(data: bytes) -> bool:
    """Whether some format would read it; archives within archives stay closed."""
    return not archive.is_zip(data) and formats.recognise(data) is not formats.UNKNOWN


def _in_order(files: list[bytes]) -> list[bytes]:
    """The questionnaire first; as they are where nothing tells."""
    first = next((i for i, data in enumerate(files) if _QUESTIONNAIRE.search(data)), 0)
    return [*files[first : first + 1], *files[:first], *files[first + 1 :]]
