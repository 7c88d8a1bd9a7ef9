"""Set Prefect up for this program before it is imported: its own home, no analytics, a quiet terminal."""

from __future__ import annotations

import os

from config.settings import Settings

# Prefect's smallest. All our runs beat at one rate, served or from a command, since one automation listens to all of them.
HEARTBEAT_SECONDS = 30


def prepare_prefect(settings: Settings) -> None:
    """Fill in Prefect's settings that the environment leaves open; what the environment says wins. Call before Prefect is imported."""
    wanted = {
        "PREFECT_HOME": str((settings.home / "prefect").resolve()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # The program starts its own embedded server, earlier and beside other work.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "tasks,flows",
        # The terminal shows our own progress, tables and errors; the log lines of a run are in Prefect's UI.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        "PREFECT_LOGGING_COLORS": "false",
        "DO_NOT_TRACK": "1",
    }
    if settings.server_auth is not None:
        wanted |= dict.fromkeys(("PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"), settings.server_auth.get_secret_value())
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    if os.environ.get("PREFECT_SERVER_API_AUTH_STRING"):  # set by hand for the server alone, its own runs would be turned away
        os.environ.setdefault("PREFECT_API_AUTH_STRING", os.environ["PREFECT_SERVER_API_AUTH_STRING"])
