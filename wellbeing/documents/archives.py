"""ZIP files that say nothing of when and where they were made: the same content, the same bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

NO_TIME = (1980, 1, 1, 0, 0, 0)


def entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, NO_TIME)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.create_system = 3
    made.external_attr = 0o600 << 16
    return made


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A whole archive with these files in this order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(entry(name), content)
    return out.getvalue()
