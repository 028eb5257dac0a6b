"""What instruments add to Wagtail's admin. Sealed histories are not part of it and never will be."""

from wagtail import hooks

from wellbeing.assessments.viewsets import InstrumentGroup


@hooks.register("register_admin_viewset")
def register_instruments() -> InstrumentGroup:
    return InstrumentGroup()
