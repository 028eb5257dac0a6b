"""What the outbox is measured against: raw Celery on the same broker and a task that does nothing."""

import os

from celery import Celery

from wellbeing.environment import broker_of

app = Celery("noop", broker=broker_of(os.environ["REDIS_URL"]))
app.conf.update(
    task_ignore_result=True,
    task_serializer="json",
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    task_default_queue="noop",
    broker_connection_retry_on_startup=True,
)


@app.task
def nothing() -> None:
    pass
