"""Which kind of file something is, and its table. Imports no framework."""

from trainers.importing import csv_files, xlsx_files
from trainers.importing.faults import Unreadable, Why
from trainers.importing.tables import LARGEST, Table

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Table:
    """The table in a file of any name. Raises Unreadable, and nothing else whatever the bytes are."""
    if len(data) > LARGEST:
        raise Unreadable(Why.TOO_LARGE)
    if not data.strip():
        raise Unreadable(Why.EMPTY_FILE)
    if data.startswith(_OLD_EXCEL):
        raise Unreadable(Why.OLD_EXCEL)
    try:
        return xlsx_files.read(data) if data.startswith(_ZIP) else csv_files.read(data)
    except Unreadable:
        raise
    # A broken archive breaks the library that reads it in as many ways as there are files.
    except Exception:
        raise Unreadable(Why.NOT_A_TABLE) from None
