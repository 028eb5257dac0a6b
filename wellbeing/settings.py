"""All settings. What differs between machines comes from the environment, read strictly."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from wellbeing import schedule
from wellbeing.environment import Environment, broker_of
from wellbeing.limits import *  # noqa: F403  each of them is a setting
from wellbeing.outbox import servers
from wellbeing.privacy import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# What an operator sets ------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", at_least=50, debug=DEBUG)
SEAL_KEYS = env.keys("SEAL_KEYS", debug=DEBUG)
DATABASE = env.postgres("DATABASE_URL", default="postgresql:///wellbeing")
REDIS_URL = env.redis("REDIS_URL", default="redis://127.0.0.1:6379/0")
SITE_URL = env.web_address("SITE_URL", default="http://localhost:8000")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
QUICK_EXIT_URL = env.web_address("QUICK_EXIT_URL", default="https://www.gismeteo.ru/")
STATE_DIR = Path(env.text("STATE_DIR", default=str(BASE_DIR / ".local")))
# A batch of nudges that nobody delivers within this time is anybody's again.
OUTBOX_LEASE = env.seconds("OUTBOX_LEASE", default=600)

# How letters leave (docs/operations.md): a channel whose server is not named here is not offered.
EMAIL_URL = env.optional("EMAIL_URL", servers.mail)
EMAIL_FROM = env.optional("EMAIL_FROM", servers.sender)
env.together(EMAIL_URL=EMAIL_URL, EMAIL_FROM=EMAIL_FROM)
MATRIX_URL = env.optional("MATRIX_URL", servers.matrix)
XMPP_URL = env.optional("XMPP_URL", servers.xmpp)
NTFY_URL = env.optional("NTFY_URL", servers.ntfy)
TELEGRAM_TOKEN = env.optional("TELEGRAM_TOKEN", servers.telegram)
SIGNAL_URL = env.optional("SIGNAL_URL", servers.signal)
# Offers a channel that does nothing, for measuring. Never on a site that people use.
MEASURING = env.flag("MEASURING", default=False)

# The site -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "wellbeing",
    "wellbeing.picture",
    "wellbeing.takeaway",
    "courses.retreats",
    "courses.runs",
    "trainers",
    "courses.content",
    "wellbeing.checkins",
    "wellbeing.assessments",
    "cms",
    "wellbeing.outbox",
    "wellbeing.cohorts",
    "wellbeing.ballots",
    "wellbeing.accounts",
    "wellbeing.regions",
    "wellbeing.privacy",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.sites",
    "wellbeing.accounts.wagtail_users.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

# The order matters: whatever answers, an error of a later layer included, leaves with the headers
# of the first. Public views never touch the session, so it is never read, set or looked up for them.
MIDDLEWARE = [
    "wellbeing.privacy.headers.PrivacyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wellbeing.privacy.language.LanguageFromPath",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wellbeing.accounts.middleware.SecondFactorRequired",
]

ROOT_URLCONF = "wellbeing.urls"
WSGI_APPLICATION = "wellbeing.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# The headers of every answer, X-Frame-Options among them, are set by PrivacyHeaders.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

# Data -----------------------------------------------------------------------------------------

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Bound on the server, so that no value ever stands in the text of a statement that it may log.
        "OPTIONS": {"server_side_binding": True},
        **DATABASE,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
CACHES = {"default": REDIS | {"OPTIONS": {"serializer": "wellbeing.privacy.authentic.Serializer"}}}

# Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "ru"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files ----------------------------------------------------------------------------------------

# Public pages carry their style within; only staff pages load files.
STATIC_URL = "/staff/static/"
STATIC_ROOT = STATE_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Never to a temporary file: an upload lives in memory or is refused.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
# The form of an instrument has a field for every text of every item, option and band.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

PUBLIC_STYLE_SOURCE = "cms.style.CSP_SOURCE"

# Staff sign-in --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["wellbeing.accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# What opening a colleague's keys takes (Argon2id): a tenth of a second of one core and 64 MiB, each time.
PASSPHRASE_COST = {"passes": 3, "memory": 64 * 1024 * 1024}
SESSION_ENGINE = "wellbeing.accounts.sessions"
SESSION_COOKIE_NAME = "staff"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/staff/"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Signing in knows no address of a colleague, so there is neither sign-up nor a reset by mail.
ACCOUNT_ADAPTER = "wellbeing.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# "ip" is everybody together here, since the adapter names no address. A wrong password costs a quarter
# of a second of one core, so 30 a minute cost an eighth of it. Whoever guesses that much keeps passwords
# out for as long; passkeys, which nobody can guess and which therefore have no limit, still let people in.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "wellbeing.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A message in a cookie would travel with public pages as well.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# Behind https everything is marked for it; a start on the local machine stays usable without.
IS_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_SSL_REDIRECT = IS_HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]

# Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Передышка"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# A colleague's own time zone would tell where they live.
WAGTAIL_USER_TIME_ZONES = ["UTC", "Europe/Moscow"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
# A small file can unfold into gigabytes; the largest of these takes 150 MB of memory while it is redrawn.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Attachment"
# Addresses of files are those of the storage; `cms.views.attachment` answers them.
WAGTAILDOCS_SERVE_METHOD = "direct"
# A page handed over to translation is a draft there, until somebody publishes what is translated.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILADMIN_COMMENTS_ENABLED = False
# Courses have one; approval publishes, though nobody may who is alone (courses/content/review.py).
WAGTAIL_FINISH_WORKFLOW_ACTION = "courses.content.approval.publish_approved"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# The course whose first lessons are in the copy to carry away, by its address; without it, the first one.
TAKE_AWAY_COURSE = "recovering"

# Seconds that the night waits for transactions older than its deletions before it writes tables anew.
LONGEST_WAIT_FOR_OLDER = 20.0

# What carries letters, by channel, and who has some to send: the outbox's names for them, and modules.
OUTBOX_CARRIERS = {
    channel: f"wellbeing.outbox.carriers.{maker}"
    for channel, (maker, server) in {
        "email": ("smtp.by_mail", EMAIL_URL),
        "matrix": ("matrix.by_matrix", MATRIX_URL),
        "xmpp": ("xmpp.by_xmpp", XMPP_URL),
        "ntfy": ("apprise.by_ntfy", NTFY_URL),
        "telegram": ("apprise.by_telegram", TELEGRAM_TOKEN),
        "signal": ("apprise.by_signal", SIGNAL_URL),
        "nothing": ("nothing.Nothing", MEASURING),
    }.items()
    if server
}
OUTBOX_SOURCES = {
    "nudges": "wellbeing.checkins.source",
    "own-addresses": "wellbeing.outbox.notes.source",
    "trainers": "trainers.source",
    "runs": "courses.runs.source",
    "retreats": "courses.retreats.source",
}

# Background work ------------------------------------------------------------------------------

# The queue's library spells an address of a socket its own way.
CELERY_BROKER_URL = broker_of(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Not closed after each task by the library: `wellbeing.celery` keeps to CONN_MAX_AGE.
CELERY_DB_REUSE_MAX = 1_000_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = schedule.TABLE

LOGGING = logs.CONFIGURATION
