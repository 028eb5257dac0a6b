"""A published round for the benchmark: `python -m tests.bench.filling_retreats WHAT`.

crowd    places for 300 of 520 who applied, of whom 100 said yes already; prints JSON: the codes of those who
         will say yes, of those who will say no, and of those who will give up what they had
settle   lets a worker's task give what became free to the next, until nobody moves up any more; raises unless
         every place is held by one person and by no two
"""

import json
import sys

import django
from django.db import connection
from django.utils import timezone

django.setup()

from courses.retreats.actions.offers import answers, filling  # noqa: E402
from courses.retreats.models import Offer, Retreat, Round  # noqa: E402
from tests.courses.retreats.offers.rounds import publish  # noqa: E402
from wellbeing.privacy import codes  # noqa: E402

RETREATS, PLACES, PEOPLE = 6, 50, 520
HELD = (Offer.Standing.OFFERED, Offer.Standing.ACCEPTED)


def main(what: str) -> None:
    {"crowd": crowd, "settle": settle}[what]()


def crowd() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE retreats_round, retreats_house CASCADE")
    now = timezone.now()
    people = [{"need": n % 4, "has_been": n % 3 == 0} for n in range(PEOPLE)]
    published = publish(places=(PLACES,) * RETREATS, people=people, now=now, explains=False)
    offered = set(Offer.objects.values_list("application", flat=True))
    have = [code for code in published.codes if codes.lookup_id(code) in offered]
    third = len(have) // 3
    for code in have[:third]:
        answers.accept(code=code, now=now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE retreats_application, retreats_offer, retreats_retreat")
    said = {"give_up": have[:third], "accept": have[third : 2 * third], "decline": have[2 * third :]}
    print(json.dumps(said))


def settle() -> None:
    round = Round.objects.get()
    while filling.fill(round=round.pk, now=timezone.now()):
        pass
    for each in Retreat.objects.all():
        held = Offer.objects.filter(retreat=each, standing__in=HELD).count()
        if not held == each.taken == PLACES:
            raise RuntimeError(f"{each.taken} taken of {PLACES}, held by {held}")


if __name__ == "__main__":
    main(sys.argv[1])
