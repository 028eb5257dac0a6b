"""The copies to carry away as they are handed out, and the keys that signed them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from wellbeing.takeaway.checking import LARGEST


class Copy(models.Model):
    """The newest copy in one language. Public content: what stands on the site, as one file."""

    language = models.CharField(primary_key=True, max_length=2, choices=settings.LANGUAGES, editable=False)
    made_on = models.DateField(_("made on"))
    # Of what it holds without the day, and of the key: whatever changes one of them has it made anew.
    digest = models.BinaryField()
    content = models.BinaryField()
    # Of the whole file, for whoever checks with the tools of their own machine.
    signature = models.TextField()

    class Meta:
        verbose_name = _("copy to carry away")
        verbose_name_plural = _("copies to carry away")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Func(F("content"), function="octet_length", output_field=models.IntegerField()), LARGEST
                ),
                name="copy_is_small",
            ),
        ]

    def __str__(self) -> str:
        return self.language


class CopyKey(models.Model):
    """The public half of a key that signed copies, in hexadecimal. Kept: old copies go from hand to hand.

    The private half follows from the server's seal key and is nowhere.
    """

    public = models.CharField(primary_key=True, max_length=64, editable=False)
    since_month = models.DateField(_("since"))

    class Meta:
        verbose_name = _("key that signed copies")
        verbose_name_plural = _("keys that signed copies")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(public__regex=r"^[0-9a-f]{64}$"), name="copy_key_has_its_form"
            ),
            models.CheckConstraint(condition=Q(since_month__day=1), name="copy_key_is_since_a_month"),
        ]

    def __str__(self) -> str:
        return self.public
