"""The people of the staff. Activists never have an account."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wellbeing.regions.models import Region

COORDINATOR = "coordinator"
USERNAME_FORM = r"^[a-z][a-z0-9._-]{2,39}$"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """Somebody who signs in at `/staff/`.

    Trimmed from Django's stock user, because the list of staff may be seized: no address, no legal
    name, no time of joining, and no time of the last sign-in (without the column Django does not
    record it; an exact time would tie a person to an access log somewhere else). Where messages to a
    colleague go, if they want any, is a sealed box elsewhere (`wellbeing.outbox.models.OwnAddress`).
    """

    # Wagtail would write to it when a page is submitted or approved; it stands on the first page as well.
    email = ""

    username = models.CharField(
        _("username"),
        max_length=40,
        unique=True,
        help_text=_("3 to 40 small Latin letters, digits, dots, hyphens and underscores; a letter first."),
        validators=[
            RegexValidator(
                USERNAME_FORM, _("Use 3 to 40 small Latin letters, digits, dots, hyphens, underscores.")
            )
        ],
        error_messages={"unique": _("A colleague with this username is already here.")},
    )
    name = models.CharField(
        _("name"),
        max_length=80,
        blank=True,
        help_text=_("What colleagues call this person. A pseudonym is welcome; a legal name is not needed."),
    )
    region = models.ForeignKey(
        "regions.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("region"),
        help_text=_("For those whose work is tied to one region, such as coordinators."),
    )
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Take this away instead of deleting a colleague.")
    )
    last_login = None

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        constraints = [
            models.CheckConstraint(
                name="username_is_small_latin", condition=Q(username__regex=USERNAME_FORM)
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def may_change(self, colleague: "User") -> bool:
        """Who stands above all roles is changed only by somebody who does as well."""
        return self.is_superuser or not colleague.is_superuser

    def coordinates(self) -> Region | None:
        """The region whose coordinator this colleague is, if they may sign in."""
        is_coordinator = self.is_active and self.groups.filter(name=COORDINATOR).exists()
        return self.region if is_coordinator else None

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
