"""When beat asks for what: the one table of periodic work, read by the settings."""

from celery.schedules import crontab

TABLE = {
    "find the nudges that are due": {
        "task": "wellbeing.outbox.periodic.sweep",
        "schedule": 20.0,
    },
    "remove what is over of nudges": {
        "task": "wellbeing.checkins.periodic.remove_what_is_over",
        "schedule": crontab(minute=7),
    },
    "forget where runs met that are over": {
        "task": "courses.runs.periodic.forget_where",
        "schedule": crontab(minute=11),
    },
    "look after the handbooks of courses": {
        "task": "courses.content.periodic.look_after_handbooks",
        "schedule": crontab(minute="*/5"),
    },
    "finish the runs that are over": {
        "task": "courses.runs.periodic.finish_runs",
        "schedule": crontab(hour=1, minute=37),
    },
    "look after the teams of runs": {
        "task": "courses.runs.periodic.look_after_teams",
        "schedule": crontab(hour=1, minute=53),
    },
    "look after the waiting lists of runs": {
        "task": "courses.runs.periodic.look_after_waiting_lists",
        "schedule": crontab(minute="*/5"),
    },
    "look after the offers of places at retreats": {
        "task": "courses.retreats.periodic.look_after_offers",
        "schedule": crontab(minute="*/5"),
    },
    "close the rounds whose hour came": {
        "task": "courses.retreats.periodic.look_after_rounds",
        "schedule": crontab(),
    },
    "forget where retreats were held that are over": {
        "task": "courses.retreats.periodic.forget_where",
        "schedule": crontab(minute=13),
    },
    "look after the teams of retreats": {
        "task": "courses.retreats.periodic.look_after_teams_of_retreats",
        "schedule": crontab(hour=2, minute=3),
    },
    "finish the retreats that are over": {
        "task": "courses.retreats.periodic.finish_retreats",
        "schedule": crontab(hour=1, minute=41),
    },
    "erase what was told for retreats that are over": {
        "task": "courses.retreats.periodic.erase_over",
        "schedule": crontab(hour=1, minute=51),
    },
    "make the copies to carry away anew": {
        "task": "wellbeing.takeaway.periodic.look_after_copies",
        "schedule": crontab(minute="*/5"),
    },
    "look after the plans of years": {
        "task": "courses.retreats.periodic.look_after_plannings",
        "schedule": crontab(minute="*/5"),
    },
    "freeze the waves of cohorts that closed": {
        "task": "wellbeing.cohorts.periodic.freeze_closed",
        "schedule": crontab(hour=1, minute=47),
    },
    "close and destroy the boxes of ballots whose day came": {
        "task": "wellbeing.ballots.periodic.look_after_boxes",
        "schedule": crontab(hour=1, minute=57),
    },
    "make the boxes of quarters whose day came": {
        "task": "wellbeing.picture.periodic.look_after_keys",
        "schedule": crontab(hour=2, minute=11),
    },
    "publish the pages whose hour came": {
        "task": "cms.periodic.publish_scheduled",
        "schedule": crontab(minute="*/5"),
    },
    # At 9:23 in Moscow.
    "tell trainers and coordinators what comes to certificates": {
        "task": "trainers.periodic.remind",
        "schedule": crontab(hour=6, minute=23),
    },
    "carry out the retention rules": {
        "task": "wellbeing.privacy.periodic.apply_retention",
        "schedule": crontab(hour=3, minute=17),
    },
}
