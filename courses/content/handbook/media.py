"""Pictures, recordings and papers that a course shows, as they lie in the storage."""

from base64 import b64encode
from mimetypes import guess_type

from django.core.files.storage import default_storage

from courses.content.handbook.links import MEDIA


def content(address: str) -> bytes | None:
    """What stands under an address below `/media/`; None if there is nothing."""
    name = address.removeprefix(MEDIA)
    if name == address or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return bytes(file.read())


def written_out(address: str) -> str | None:
    """The file as an address that holds it all (RFC 2397)."""
    found = content(address)
    if found is None:
        return None
    return f"data:{guess_type(address)[0] or 'application/octet-stream'};base64,{b64encode(found).decode()}"
