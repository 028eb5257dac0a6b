"""Whom records are sealed to."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wellbeing.accounts import kinds
from wellbeing.accounts.models.people import User

COORDINATORS = "coordinators"


class TeamQuerySet(models.QuerySet["Team"]):
    def seen_by(self, user: User | AnonymousUser) -> "TeamQuerySet":
        """All for who oversees them; for others those they are in, and those they may join."""
        if user.has_perm("accounts.oversee_team"):
            return self
        mine = Q(pk__in=TeamMember.objects.filter(user=user.pk).values("team"))
        return self.filter(mine | _joinable(user))

    def joinable(self, user: User) -> "TeamQuerySet":
        """Those that a colleague may be in."""
        return self.filter(_joinable(user))


class Team(models.Model):
    """The staff whom some records are sealed to. `code` says what kind of team it is, and of what."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=60, unique=True)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        permissions = [
            ("use_team", "Can keep keys of one's own and open what is sealed to one's team"),
            ("oversee_team", "Can see every team and end a membership"),
        ]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.CheckConstraint(
                condition=~Q(code__startswith=f"{COORDINATORS}:") | Q(region__isnull=False),
                name="coordinators_have_a_region",
            ),
        ]

    def __str__(self) -> str:
        """The team's name in the language of the page; its code, if nobody knows better."""
        return kinds.names([self.code]).get(self.code, self.code)

    def follows(self) -> bool:
        """Whether those who may hold it come in by themselves while nothing is sealed to it."""
        kind = kinds.of_code(self.code)
        return kind is not None and kind.follows

    def may_hold(self) -> QuerySet[User]:
        """Who may be a member; nobody in a team of a kind that is not known."""
        kind = kinds.of_code(self.code)
        return kind.may_hold(kind.of_one(self.code)) if kind else User.objects.none()


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def no_longer_fit(self) -> "TeamMemberQuerySet":
        """Those who may not be members any more, by the rule of each kind of team."""
        lost = Q(pk__in=[])
        for kind in kinds.every():
            fit = kind.may_hold(kind.of(OuterRef("team__code"))).filter(pk=OuterRef("user"))
            lost |= Q(~Exists(fit), team__code__startswith=kind.start)
        return self.filter(lost)


class TeamMember(models.Model):
    """Somebody whom new records of the team are sealed to. How long they have been is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="a_member_is_in_a_team_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.team}"


def _joinable(user: User | AnonymousUser) -> Q:
    found = Q(pk__in=[])
    for kind in kinds.every():
        fit = kind.may_hold(kind.of(OuterRef("code"))).filter(pk=user.pk or 0)
        found |= Q(Exists(fit), code__startswith=kind.start)
    return found
