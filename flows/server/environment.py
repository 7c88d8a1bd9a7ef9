"""Set Prefect up for this program before it is imported: its own home, no analytics, a quiet terminal."""

from __future__ import annotations

import os

from config.settings import Settings
from flows.home import make_home
from flows.run_logs import ROOMS
from flows.server.password import made_auth
from flows.server.start import served_address

# Prefect's smallest. All our runs beat at one rate, served or from a command, since one automation listens to all of them.
HEARTBEAT_SECONDS = 30
SERVER_ASKS, WE_TELL = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"


def prepare_prefect(settings: Settings) -> None:
    """Fill in Prefect's settings that the environment leaves open; what the environment says wins. Call before Prefect is imported.

    Raises:
        ConfigError: the home folder cannot be, or the password of the server in it is not its owner's alone.
        StorageError: the home folder cannot be written to.
    """
    make_home(settings.home)
    wanted = {
        "PREFECT_HOME": str((settings.home / "prefect").resolve()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # The program starts its own embedded server, earlier and beside other work.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_EXTRA_LOGGERS": ",".join(ROOMS),
        # What is said outside of a run stands on the terminal, where its level lets it.
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        # The terminal shows our own progress, tables and errors; the log lines of a run are in Prefect's UI.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        "PREFECT_LOGGING_COLORS": "false",
        "DO_NOT_TRACK": "1",
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    auth = auth_of(settings)
    for name in (SERVER_ASKS, WE_TELL) if auth else ():
        os.environ[name] = os.environ.get(name) or auth


def auth_of(settings: Settings) -> str:
    """Name and password (``NAME:PASSWORD``) of Prefect's server: the environment's, those of ``server_auth``, else this home's own.

    A server that the environment names and that is not this home's is not told the home's own: "" then.

    Raises:
        ConfigError: the file of the home's own is readable or owned by others, or holds no password.
    """
    named = os.environ.get(SERVER_ASKS) or os.environ.get(WE_TELL)
    if named:
        return named
    if settings.server_auth is not None:
        return settings.server_auth.get_secret_value()
    elsewhere = os.environ.get("PREFECT_API_URL")
    return "" if elsewhere and elsewhere != served_address() else made_auth(settings.home)
