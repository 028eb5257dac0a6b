"""The Celery application; its schedule is the one table in the settings."""

import os

from celery import Celery

from wellbeing.outbox import queues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")

app = Celery("wellbeing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = queues.every()
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")
