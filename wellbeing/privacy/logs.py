"""Log lines that cannot tell on anybody.

A line holds the level, the logger, the constant template of the message and, for an error, the
class of the exception with the places in the code it passed. Arguments, exception texts and
anything else that may hold an address, an agent, a code or a form value are never formatted.
"""

import logging
import traceback
from types import TracebackType


class QuietFormatter(logging.Formatter):
    """Formats a record from constants of the program alone."""

    def format(self, record: logging.LogRecord) -> str:
        template = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        line = f"{record.levelname} {record.name} {template}"
        if not record.exc_info or record.exc_info[0] is None:
            return line
        kind, _, trace = record.exc_info
        return "\n".join([f"{line} ({kind.__module__}.{kind.__qualname__})", *_places(trace)])


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
