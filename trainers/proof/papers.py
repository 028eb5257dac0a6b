"""The certificate on paper: one A4 page, or a card for a wallet. The name on it is typed for this one time.

Neither the name nor anything that follows from it is kept, counted or written anywhere. The same certificate
with the same name gives the same bytes.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from trainers.models import Certificate
from trainers.proof import squares
from trainers.proof.words import month
from wellbeing.documents.pdf import to_pdf

FOLDER = Path(__file__).parent / "stylesheets"
# By form: the file that says how it looks and how large it is.
STYLES = {"sheet": FOLDER / "sheet.css", "card": FOLDER / "card.css"}
LONGEST_NAME = 80
# From how many characters on a name is set smaller, so that it stays on its line.
SIZES = ((44, "longer"), (26, "long"), (0, ""))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants on paper: the name as they typed it, or none for a line to write on."""

    language: str = "ru"
    form: str = "sheet"
    name: str = ""


def pdf(certificate: Certificate, wish: Wish) -> bytes:
    """The paper. Asks for the certificate's region and pathway unless they are loaded."""
    return to_pdf(html(certificate, wish), stylesheet=STYLES[wish.form])


def html(certificate: Certificate, wish: Wish) -> str:
    """The whole page that becomes the paper."""
    name = " ".join(wish.name.split())[:LONGEST_NAME]
    with override(wish.language):
        label = _("QR code of the page that says whether the certificate is valid today")
        square = squares.svg(scanned_address(certificate, wish.language), label=label)
        return render_to_string(
            "trainers/documents/certificate.html",
            {
                "language": wish.language,
                "name": name,
                "size": next(size for least, size in SIZES if len(name) >= least),
                "pathway": str(certificate.version.pathway),
                "region": str(certificate.region),
                "issued": month(certificate.issued_month),
                "expires": month(certificate.valid_through),
                "number": certificate.shown_number,
                "square": mark_safe(square),  # noqa: S308  our own drawing
                "address": typed_address(),
            },
        )


def scanned_address(certificate: Certificate, language: str) -> str:
    """Where the QR code leads: by a random token, so that no log of addresses ever holds the number."""
    if language == settings.LANGUAGE_CODE:
        path = reverse("proof:scanned", args=[certificate.token])
    else:
        path = reverse("proof:scanned_in", args=[certificate.token, language])
    return settings.SITE_URL.rstrip("/") + path


def typed_address() -> str:
    """Where somebody types the number, as short as it can be printed, in the language that is active."""
    return urlsplit(settings.SITE_URL).netloc + reverse("trainers_public:verify")
