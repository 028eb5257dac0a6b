"""What badges are verified by: the keys of this site, and the lists of what is suspended and revoked."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from trainers.proof import keys, statuses
from wellbeing.privacy.guards import public
from wellbeing.privacy.server_keys import NoKey


@public("GET")
def did_document(request: HttpRequest) -> HttpResponse:
    """The site as an issuer (did:web)."""
    return JsonResponse(keys.did_document(), content_type="application/did+json")


@public("GET")
def key_set(request: HttpRequest) -> HttpResponse:
    return JsonResponse(keys.key_set(), content_type="application/jwk-set+json")


@public("GET")
def status_list(request: HttpRequest, purpose: str) -> HttpResponse:
    """A list as a signed credential; without a key of the server there is none."""
    try:
        signed = statuses.signed(purpose, timezone.localdate())
    except (KeyError, NoKey):
        raise Http404 from None
    return HttpResponse(signed, content_type="application/vc+jwt")
