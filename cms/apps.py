from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("pages and help")

    def ready(self) -> None:
        from cms import navigation, uploads  # noqa: PLC0415  models are there only now

        navigation.follow_publishing()
        uploads.follow_uploads()
