"""All settings, read from the environment through one typed reader.

DANDANG_PROFILE chooses the sign-in rules: `demo` (made-up county on this machine), `dengbao3` (production default)
or `asvs`. DATABASE_URL chooses the database; without it a SQLite file in var/ is used.
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from dandang.config import environment as env

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DANDANG_DATA", str(ROOT / "var")))
PROFILE = env.profile(DATA_DIR)
IS_DEMO = PROFILE == "demo"
# Folders with an office's own licensed typefaces for papers (方正小标宋, 仿宋_GB2312 …); free ones are used otherwise.
PAPER_FONT_DIRS = env.words("DANDANG_FONT_DIRS")

DEBUG = env.flag("DANDANG_DEBUG")
SECRET_KEY = env.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.words("DANDANG_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = env.words("DANDANG_ORIGINS")

ROOMS = [
    "dandang.foundation.calendars",
    "dandang.foundation.audit",
    "dandang.foundation.ui",
    "dandang.foundation.codes",
    "dandang.registry.accounts",
    "dandang.registry.organisations",
    "dandang.registry.people",
    "dandang.registry.access",
    "dandang.registry.vault",
    "dandang.law.policies",
    "dandang.law.documents",
    "dandang.law.search",
    "dandang.ledger.notices",
    "dandang.ledger.duties",
    "dandang.ledger.effects",
    "dandang.ledger.matters",
    "dandang.ledger.papers",
    "dandang.ledger.casework",
    "dandang.ledger.casebook",
    "dandang.interchange.intake",
    "dandang.parts.appraisal",
    "dandang.parts.tolerance",
    "dandang.parts.protection",
    "dandang.operations",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dandang.foundation.ui.middleware.SecurityHeadersMiddleware",
    "dandang.foundation.ui.middleware.CookielessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dandang.foundation.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dandang.foundation.ui.middleware.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # inside: it answers exceptions of its own
    "dandang.registry.accounts.middleware.SessionEndMiddleware",
    "dandang.registry.access.middleware.ActorMiddleware",
    "dandang.registry.accounts.middleware.FirstThingsMiddleware",
    "dandang.registry.access.middleware.RoutePolicyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dandang.config.urls"
WSGI_APPLICATION = "dandang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dandang.foundation.ui.context.frame",
            ],
        },
    }
]

FORM_RENDERER = "dandang.foundation.ui.forms.PageRenderer"

_URL = env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'dandang.sqlite3'}"
DATABASES = {
    "default": env.database(_URL),
    # Who reporters are: a file or server of its own, best under another administrator (docs/operating.md).
    "vault": env.database(env.text("DANDANG_VAULT_URL") or env.vault_url(_URL, DATA_DIR)),
}
DATABASE_ROUTERS = ["dandang.config.routers.VaultRouter"]
VAULT_KEY_COST = (64 * 1024, 3, 1)  # Argon2id over a key holder's passphrase: KiB, passes, lanes
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "dandang_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "dandang.registry.accounts.passwords.HouseValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sign-in (allauth); the profile's stricter rules live in accounts.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "dandang.registry.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # addresses are not collected
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# One lock-out policy for passwords: axes, below. One-time codes are counted by the library, in the shared cache.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/900s/key", "reauthenticate": None}
ACCOUNT_FORMS = {
    "login": "dandang.registry.accounts.forms.SignInForm",
    "change_password": "dandang.registry.accounts.forms.ChangePasswordForm",
    "reauthenticate": "dandang.registry.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "dandang.registry.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "dandang.registry.accounts.forms.CodeForm",
    "reauthenticate": "dandang.registry.accounts.forms.CodeAgainForm",
    "activate_totp": "dandang.registry.accounts.forms.BindForm",
}
MFA_TOTP_TOLERANCE = 1  # one step of clock drift
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "担当"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody keeps a colleague out for good
AXES_LOCKOUT_CALLABLE = "dandang.registry.accounts.lockout.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 15 * 60  # idle; accounts keeps this, the shorter one of administrators and the absolute limit
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dandang.foundation.ui.views.csrf_failure"
IS_PLAIN_HTTP = IS_DEMO or env.flag("DANDANG_PLAIN_HTTP")
SESSION_COOKIE_SECURE = not IS_PLAIN_HTTP
CSRF_COOKIE_SECURE = not IS_PLAIN_HTTP
SECURE_SSL_REDIRECT = not IS_PLAIN_HTTP
# The proxy with TLS speaks plain HTTP to us: without its word every page would be sent to itself for ever.
SECURE_PROXY_SSL_HEADER = None if IS_PLAIN_HTTP else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if IS_PLAIN_HTTP else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_PLAIN_HTTP
SECURE_HSTS_PRELOAD = False
if not IS_PLAIN_HTTP:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # preload lists are for public domains; this serves intranets
    "axes.W006",  # a lock by address would lock out everyone behind the same proxy
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files"), "base_url": None},
    },
    "staticfiles": {
        # The demo serves the files where they lie; an installation gathers, hashes and compresses them once.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = IS_DEMO
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000  # a keyed ballot sheet of a large unit

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("DANDANG_LOG", "INFO")},
}

# The installation itself.
REGION = env.text("DANDANG_REGION", "341299")  # GB/T 2260 code whose packs apply; the demo county's code is invented
ORGAN = env.text("DANDANG_ORGAN", "中共青禾县委组织部" if IS_DEMO else "")  # named in the top bar and on printed pages
PACKS_DIR = ROOT / "packs"
PAPERS_DIR = ROOT / "templates" / "papers"
MAX_EXPORT_PEOPLE = 100  # above it a second person approves (PL-10)

# The record (audit).
AUDIT_ALGORITHM = env.text("DANDANG_AUDIT_DIGEST", "SHA-256")  # or SM3; each entry names its own
AUDIT_KEY = DATA_DIR / "audit_key"  # signs checkpoints
AUDIT_CHECKPOINTS = Path(env.text("DANDANG_CHECKPOINTS", str(DATA_DIR / "checkpoints")))

# Pages that know nobody: what they are sent about a session is dropped unread (security.md 4.3).
COOKIELESS_PATHS = ("/appraisal/ballot/", "/report/")

# Routes (access).
ROUTE_POLICY = "dandang.config.route_policy.POLICY"
UNDECLARED_ROUTES_RAISE = DEBUG  # otherwise such a route is closed and logged
