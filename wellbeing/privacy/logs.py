"""Log lines that cannot tell on anybody.

A line holds the level, the logger, the message as it stands in the program and, for an error, the
class of the exception with the places in the code it passed. Arguments, exception texts and
anything else that may hold an address, an agent, a code or a form value are never formatted.

Some libraries put such values into the message themselves before they log it (gunicorn the address
of whoever sent a malformed request, Pillow the tags of a photograph). So a message counts as the
program's own only if it is a constant of a function that is just running; of any other the line
names the place.
"""

import logging
import sys
import traceback
from types import FrameType, TracebackType

# The settings' LOGGING: the constant part of a message and where an error arose, never what anybody sent.
CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "wellbeing.privacy.logs.QuietFormatter"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "quiet"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Every wrong address a stranger tries would be a line: nothing is learnt from them.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        # So would every request for the head of a page alone.
        "gunicorn": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # These write addresses and texts into their messages. How letters end is counted instead.
        "apprise": {"level": "CRITICAL", "handlers": ["nowhere"], "propagate": False},
        "slixmpp": {"level": "CRITICAL", "handlers": ["nowhere"], "propagate": False},
        "urllib3": {"level": "CRITICAL", "handlers": ["nowhere"], "propagate": False},
    },
}


class QuietFormatter(logging.Formatter):
    """Formats a record from constants of the program alone."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name} {_message(record)}"
        if not record.exc_info or record.exc_info[0] is None:
            return line
        kind, _, trace = record.exc_info
        return "\n".join([f"{line} ({kind.__module__}.{kind.__qualname__})", *_places(trace)])


def _message(record: logging.LogRecord) -> str:
    if isinstance(record.msg, str) and _is_constant(record.msg, sys._getframe()):
        return record.msg
    return f"{record.pathname}:{record.lineno} {record.funcName}"


def _is_constant(message: str, frame: FrameType | None) -> bool:
    """Whether a function that led here has the message among its constants."""
    while frame is not None:
        if any(isinstance(known, str) and known == message for known in frame.f_code.co_consts):
            return True
        frame = frame.f_back
    return False


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
