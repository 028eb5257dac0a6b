"""An archive holds what it was given, and nothing of when it was made."""

import zipfile
from io import BytesIO

from wellbeing.documents import archives


def test_an_archive_has_its_files_in_their_order_and_no_time() -> None:
    made = archives.zipped({"b.html": b"two", "a/c.css": "ё".encode()})

    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert [(each.filename, each.date_time) for each in archive.infolist()] == [
            ("b.html", archives.NO_TIME),
            ("a/c.css", archives.NO_TIME),
        ]
        assert archive.read("a/c.css").decode() == "ё"
    assert archives.zipped({"b.html": b"two", "a/c.css": "ё".encode()}) == made
