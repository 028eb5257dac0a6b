"""The page about the copy to carry away, the file itself, and a page on which anybody can have one checked.

Nobody counts who fetches it. A file that is handed in for checking is looked at in memory and forgotten.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from cms.navigation import DEFAULT_LANGUAGE
from wellbeing.privacy.guards import public
from wellbeing.privacy.padding import pad_html
from wellbeing.takeaway import checking, keys, signing
from wellbeing.takeaway.checking import Checked
from wellbeing.takeaway.models import Copy

# Like the file of a course: it gives nothing away.
FILE = "notes.html"
FIELD = "file"
# Room for a file that is no copy, so that the page itself can say so.
LARGEST_BODY = 1024 * 1024
LENGTH = 24 * 1024


@public("GET")
def show(request: HttpRequest) -> HttpResponse:
    copy = Copy.objects.filter(language=_language()).first()
    context: dict[str, object] = {"path": "take-away/", "copy": copy, "file": FILE, "signer": signing.SIGNER}
    if copy is not None:
        content = bytes(copy.content)
        context |= {
            "size": len(content),
            "fingerprint": checking.fingerprint(content),
            "key": signing.written(signing.body_of(content)[1]),
        }
    return render(request, "takeaway/show.html", context)


@public("GET")
def fetch(request: HttpRequest) -> HttpResponse:
    """The file, to be saved and not shown: on this site no script runs."""
    return _file(bytes(_copy().content), "text/html; charset=utf-8", FILE)


@public("GET")
def signature(request: HttpRequest) -> HttpResponse:
    """The signature of the whole file as OpenSSH reads it."""
    return _file(_copy().signature.encode(), "application/octet-stream", f"{FILE}.sig")


@public("GET")
def published_keys(request: HttpRequest) -> HttpResponse:
    """The keys that signed copies, as `ssh-keygen -Y verify` takes them."""
    text = "".join(signing.allowed(public) for public in keys.published())
    return _file(text.encode(), "text/plain; charset=utf-8", "keys.txt")


@public("GET", "POST", takes_file=LARGEST_BODY)
def check(request: HttpRequest) -> HttpResponse:
    """The form, and after a file what is to be said of it; every page has one length."""
    said = None
    if request.method == "POST":
        found = request.FILES.get(FIELD)
        content = found.read(checking.LARGEST + 1) if found else b""
        said = checking.check(content, keys.published())
    return HttpResponse(_page(said))


def _page(said: Checked | None) -> bytes:
    copy = Copy.objects.filter(language=said.language).first() if said and said.made_on else None
    context = {
        "language": _language(),
        "path": "take-away/check/",
        "said": said,
        "newer": copy.made_on if copy and said and said.made_on and copy.made_on > said.made_on else None,
        "field": FIELD,
    }
    return pad_html(render_to_string("takeaway/check.html", context).encode(), LENGTH)


def _copy() -> Copy:
    copy = Copy.objects.filter(language=_language()).first()
    if copy is None:
        raise Http404
    return copy


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE
