"""The preview of a large spreadsheet, as a colleague's browser gets it."""

import csv
import http.client
import io
import re
import statistics
import time
from uuid import uuid4

from openpyxl import Workbook

from tests.bench import table
from tests.bench.harness import Server, Site
from tests.bench.rows.trainers_coverage import cookie, fill

IMPORT = "/staff/trainers/import/"
EXPORT = "/staff/trainers/export/trainers/csv/"
TRAINERS = 5_000
ROUNDS = 5
TOKEN = "x" * 32
COUNT = re.compile(rb'<tr><td>\d+</td><th scope="row">')


@table.row(
    "trainers.import",
    what=f"preview of {TRAINERS} rows with as many trainers known, a third changed, a third created",
    unit="s",
    bound=table.at_most(10),
)
def preview(site: Site) -> float:
    """The median of a few uploads, from the first byte sent to the last received."""
    fill(site, TRAINERS)
    signed_in = cookie(site)
    with site.serve() as server:
        body = form_of(changed(ask(server, "GET", EXPORT, signed_in)))
        return statistics.median(seconds(server, signed_in, body) for _ in range(ROUNDS))


def changed(exported: bytes) -> bytes:
    """What was exported, as a workbook: a third of the rows with other languages, a third new."""
    lines = list(csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline=""), delimiter=";"))
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number, line in enumerate(lines):
        if number and number % 3 == 1:
            line[3] = "русский; якутский; татарский"
        elif number and number % 3 == 2:
            line[0] += " новая"
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def form_of(content: bytes) -> tuple[bytes, str]:
    """A form in parts with one file, and its content type."""
    mark = uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="x.xlsx"\r\n\r\n'
    return head.encode() + content + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def seconds(server: Server, signed_in: str, form: tuple[bytes, str]) -> float:
    began = time.monotonic()
    page = ask(server, "POST", IMPORT, signed_in, form)
    took = time.monotonic() - began
    if len(COUNT.findall(page)) < TRAINERS:
        raise RuntimeError("the preview has not every row")
    return took


def ask(server: Server, method: str, path: str, signed_in: str, form: tuple[bytes, str] = (b"", "")) -> bytes:
    body, kind = form
    connection = http.client.HTTPConnection("localhost", server.port)
    headers = {"Cookie": f"{signed_in}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": kind}
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered with {answer.status}")
    return content
