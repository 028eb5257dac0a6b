"""The web server, here and in production: `gunicorn -c deploy/gunicorn.py wellbeing.wsgi:application`.

Nothing about a request is logged or written to a file. `PORT` sets the port on loopback (a proxy with TLS
stands before it in production), `WEB_CONCURRENCY` the number of processes.
"""

import gc
import os
import socket
from pathlib import Path

from django.apps import apps
from django.urls import get_resolver
from gunicorn import util
from gunicorn.arbiter import Arbiter

from wellbeing.privacy.headers import COMMON, public_headers

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
keepalive = 5
timeout = 60
graceful_timeout = 5

# The file by which a worker shows that it lives holds no data; in memory it costs no disk either.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  made private by mkstemp
control_socket_disable = True

# Whoever asks never says where the site stands: by default this server takes that from two headers of any
# client on loopback, where a proxy is, and links of a page that all others see would lead where they say.
forwarder_headers = ""

# Warnings of the server quote addresses and request lines: only errors pass, and only their constant part.
accesslog = None
errorlog = "-"
loglevel = "error"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "wellbeing.privacy.logs.QuietFormatter"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["terminal"], "level": "ERROR"},
    "loggers": {
        "gunicorn.error": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}


def when_ready(_server: Arbiter) -> None:
    """Load all views before the workers part from here: once in memory, and the first page is not slow."""
    if apps.ready:  # whatever else may be served this way knows no views
        _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def refuse(connection: socket.socket, status: int, reason: str, _message: str) -> None:
    """What is no HTTP, or too long for it, gets the headers of every public answer and a plain page.

    A departure from stock, which sends neither and quotes what was sent. The server offers no setting
    for it, so its function is replaced; undo it when there is one.
    """
    page = f"{status}. Запрос не получилось выполнить. The request could not be answered.\n".encode()
    headers = (public_headers() if apps.ready else COMMON) | {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(page)),
    }
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    util.write_nonblock(connection, "\r\n".join(lines).encode("latin-1") + page)


util.write_error = refuse
