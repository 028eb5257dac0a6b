"""The Celery application; its schedule is the one table in `wellbeing.schedule`."""

import gc
import os

from celery import Celery, Task
from celery.signals import task_prerun, worker_process_init
from django.db import close_old_connections

from wellbeing.outbox import queues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")

app = Celery("wellbeing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = queues.every()
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")


@task_prerun.connect
def drop_old_connections(sender: Task, **_: object) -> None:
    """As before a request: a connection to the database is kept as long as it is good and not too old."""
    if not sender.request.is_eager:
        close_old_connections()


@worker_process_init.connect
def set_loaded_code_aside(**_: object) -> None:
    """The collector of garbage need not look through what stays for the life of a worker."""
    gc.collect()
    gc.freeze()
