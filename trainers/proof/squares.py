"""QR codes as SVG, to stand in a page; nothing is fetched or written anywhere."""

from html import escape

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around a code (ISO/IEC 18004, 9.1)
# Any of the eight masks is a valid code; weighing them against each other would take longer than the layout.
MASK = 3


def svg(text: str, *, label: str) -> str:
    """A square drawing of a text, its modules as one path. `label` is for whoever cannot see it."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(text)
    code.make()
    size = code.modules_count + 2 * QUIET
    path = "".join(
        f"M{start + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, cells in enumerate(code.modules)
        for start, length in _runs(cells)
    )
    said = escape(label)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{said}"><title>{said}</title><path d="{path}"/></svg>'
    )


def _runs(cells: list[bool | None]) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand together."""
    found: list[tuple[int, int]] = []
    for place, is_dark in enumerate(cells):
        if not is_dark:
            continue
        start, length = found[-1] if found else (-1, 0)
        if found and start + length == place:
            found[-1] = (start, length + 1)
        else:
            found.append((place, 1))
    return found
