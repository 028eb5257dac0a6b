"""Whom records are sealed to."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wellbeing.accounts.models.people import COORDINATOR, User

COORDINATORS = "coordinators"


class TeamQuerySet(models.QuerySet["Team"]):
    def seen_by(self, user: User | AnonymousUser) -> "TeamQuerySet":
        """All for who oversees them; for others those they are in, and the one they may join."""
        if user.has_perm("accounts.oversee_team"):
            return self
        mine = Q(pk__in=TeamMember.objects.filter(user=user.pk).values("team"))
        if isinstance(user, User) and (region := user.coordinates()):
            mine |= Q(code=f"{COORDINATORS}:{region.pk}")
        return self.filter(mine)


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
        """The team's name in the language of the page; of a kind that is not known here, its code."""
        if self.kind() == COORDINATORS and self.region:
            return gettext("Coordinators: %(region)s") % {"region": self.region}
        return self.code

    def kind(self) -> str:
        return self.code.partition(":")[0]

    def may_hold(self) -> QuerySet[User]:
        """Who may be a member: for a region's coordinators, whoever has the role for it and may sign in."""
        if self.kind() != COORDINATORS:
            return User.objects.none()
        return User.objects.filter(is_active=True, groups__name=COORDINATOR, region=self.region_id)


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def no_longer_fit(self) -> "TeamMemberQuerySet":
        """Coordinators of a region who have lost the role, the region or the right to sign in."""
        fit = User.objects.filter(
            pk=OuterRef("user"), is_active=True, groups__name=COORDINATOR, region=OuterRef("team__region")
        )
        return self.filter(~Exists(fit), team__code__startswith=f"{COORDINATORS}:")


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
