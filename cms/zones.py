"""Time zones that help entries are given in: IANA names, with the city people know them by."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

ZONES = [
    ("UTC", _("UTC")),
    ("Europe/Kaliningrad", _("Kaliningrad")),
    ("Europe/Moscow", _("Moscow")),
    ("Europe/Samara", _("Samara")),
    ("Asia/Yekaterinburg", _("Yekaterinburg")),
    ("Asia/Omsk", _("Omsk")),
    ("Asia/Krasnoyarsk", _("Krasnoyarsk")),
    ("Asia/Irkutsk", _("Irkutsk")),
    ("Asia/Yakutsk", _("Yakutsk")),
    ("Asia/Vladivostok", _("Vladivostok")),
    ("Asia/Magadan", _("Magadan")),
    ("Asia/Kamchatka", _("Kamchatka")),
    ("Europe/London", _("London")),
    ("Europe/Berlin", _("Berlin")),
    ("Europe/Warsaw", _("Warsaw")),
    ("Europe/Belgrade", _("Belgrade")),
    ("Europe/Vilnius", _("Vilnius")),
    ("Europe/Helsinki", _("Helsinki")),
    ("Europe/Istanbul", _("Istanbul")),
    ("Asia/Tbilisi", _("Tbilisi")),
    ("Asia/Yerevan", _("Yerevan")),
    ("Asia/Almaty", _("Almaty")),
    ("Asia/Bishkek", _("Bishkek")),
    ("Asia/Jerusalem", _("Jerusalem")),
    ("America/New_York", _("New York")),
    ("America/Argentina/Buenos_Aires", _("Buenos Aires")),
]


def offset(at: datetime) -> str:
    """How far the clocks of its zone are from UTC at a moment, as people write it."""
    text = at.strftime("%z")
    minutes = "" if text.endswith("00") else f":{text[3:]}"
    return f"UTC{text[0].replace('-', '−')}{int(text[1:3])}{minutes}"
