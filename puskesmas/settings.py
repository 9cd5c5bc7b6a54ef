"""Settings of Alur; every value that differs between machines comes from the environment (`.env.example`)."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from puskesmas import env
from puskesmas.ground.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent

TESTS = env.flag("ALUR_TESTS", False)  # set by the test runner alone
DEMO = env.flag("ALUR_DEMO", False)  # set by `manage.py demo` alone: invented people, whose morning may be told
DEBUG = env.flag("ALUR_DEBUG", False)
SECRET_KEY = env.secret("ALUR_SECRET_KEY")
HTTPS = env.flag("ALUR_HTTPS", True)
BEHIND_PROXY = env.flag("ALUR_BEHIND_PROXY", False)
ALLOWED_HOSTS = env.words("ALUR_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("ALUR_ORIGINS")
DATA_DIR = env.folder("ALUR_DATA", BASE_DIR / ".data")

# --- Who is in the house, ground floor first (design §2) ---

INSTALLED_APPS = [
    "puskesmas.facility",
    "puskesmas.patients",
    "puskesmas.visits",
    "referrals",
    "pharmacy",
    "clusters",
    "clusters.klaster1",
    "clusters.klaster2",
    "clusters.klaster3",
    "clusters.klaster4",
    "clusters.lintas",
    "registration",
    "pws",
    "puskesmas.ground",
    "puskesmas.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "puskesmas.facility.middleware.FacilityZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "puskesmas.accounts.CoverMiddleware",
    "puskesmas.once.OnceMiddleware",  # after the cover: a covered page's form was not done
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last, so that it sees what the log-in made of it
]

ROOT_URLCONF = "puskesmas.urls"
WSGI_APPLICATION = "puskesmas.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- What is kept ---

DATABASES = {"default": env.database()}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# Roll-ups read back ten minutes behind their cursor, so no transaction may stay open near that long (design §8).
_LIMIT = env.number("ALUR_TRANSACTION_TIMEOUT", 60)
# A desk's page reads twenty tables by their keys, in the order the query names them: trying every order of eight took
# PostgreSQL 35 ms where reading took half of one. Six are tried: fewer, and a search by name leaves its index.
_JOINS = 6
DATABASES["default"]["OPTIONS"].setdefault(
    "options", f"-c transaction_timeout={_LIMIT}s -c join_collapse_limit={_JOINS}"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "puskesmas" / "static"]
HASHED_STATIC = env.flag("ALUR_HASHED_STATIC", not DEBUG and not TESTS)
STATIC_ROOT = env.folder("ALUR_STATIC_ROOT", DATA_DIR / "static") if HASHED_STATIC else None
_STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if HASHED_STATIC
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC
MEDIA_ROOT = DATA_DIR / "files"
BACKUP_DIR = env.folder("ALUR_BACKUPS", DATA_DIR / "backups")
BACKUP_KEY = env.text("ALUR_BACKUP_KEY", "")  # else the data folder's own, written there by `manage.py serve`

# --- Language and time; each facility's own zone is activated by middleware and by every task ---

LANGUAGE_CODE = "id"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# --- Who may come in ---

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "puskesmas.facility.signing.StaffBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if TESTS  # argon2 takes an eighth of a second, on purpose
    else "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
IDLE_MINUTES = 10  # without a hand on the page, until it covers itself

# One shared counter PC must not lock a whole puskesmas out, so user and address count together.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "puskesmas.ground.address.address_of"
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_VERBOSE = False

OTP_TOTP_ISSUER = "Alur"

SESSION_COOKIE_NAME = "alur_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "alur_csrf"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves

SECURE_SSL_REDIRECT = HTTPS
# `serve` sets none: a PC in a puskesmas answers to other programs too, on ports that speak no https.
SECURE_HSTS_SECONDS = env.number("ALUR_HSTS_DAYS", 30) * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# What a phone needs before it trusts our https: the page that gives it the authority, and how that page looks.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^pasang/", r"^static/"]
SERVE_PORT = env.number("ALUR_SERVE_PORT", 443)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- The API other programs count on ---

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",  # first: its challenge makes "not signed in" a 401
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "puskesmas.rest.errors.answer_refusals",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Alur",
    "DESCRIPTION": "One patient's walk through a puskesmas.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "POSTPROCESSING_HOOKS": [],  # closed words stand where they are used, so that none needs a name of its own
}

# --- Work in the background, and boards that change by themselves ---

REDIS_URL = env.broker()
LIVE_RENDERER = "registration.boards.render_board"
LIVE_AUTHORISER = "registration.boards.may_watch"

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(
    level=env.choice("ALUR_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    as_json=env.flag("ALUR_LOG_JSON", not DEBUG),
)
