"""What the web server runs: Django, with finished public pages answered from memory before it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")

django_application = get_wsgi_application()

from cms.remembering import Remembered  # noqa: E402  needs Django set up by the line above
from wellbeing.privacy.content_types import with_readable_content_type  # noqa: E402

application = Remembered(with_readable_content_type(django_application))
