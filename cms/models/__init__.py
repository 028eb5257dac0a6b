from cms.models.files import Attachment
from cms.models.help import HelpContact, HelpEntry
from cms.models.images import Picture, Rendition
from cms.models.pages import ContentPage, HelpPage, HomePage

__all__ = [
    "Attachment",
    "ContentPage",
    "HelpContact",
    "HelpEntry",
    "HelpPage",
    "HomePage",
    "Picture",
    "Rendition",
]
