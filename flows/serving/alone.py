"""`thongbao server`: Prefect's server by itself behind its gate, for workers on several machines."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import typer

from flows.app import out
from flows.server.listening import LOOPBACK
from flows.serving.password import tell_password
from flows.serving.serve import ServerHost, ServerPort, prepare_serving, sole_serving, tell_ui, warn_of_open
from tasks.domain.errors import ConfigError, ServerUnavailableError


def server(port: ServerPort = 4200, host: ServerHost = LOOPBACK) -> None:
    """Run Prefect's server alone, for a work pool (`deploy`, `worker`). Stopped by Ctrl-C."""
    from config.settings import load_settings
    from flows.server.start import announce_server, start_lasting_server, wait_for_server, withdraw_server

    settings = load_settings()
    first = prepare_serving(settings)
    with sole_serving(Path(os.environ["PREFECT_HOME"])):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # takes the server along
        process = start_lasting_server(port, host)
        if process is None:
            raise ConfigError("PREFECT_API_URL names another server.", "Unset it where the server is to run.")
        warn_of_open(host, port)
        wait_for_server()
        announce_server()
        try:
            tell_ui()
            tell_password(settings, first=first)
            out.print("Ctrl-C stops.", highlight=False)
            sys.stdout.flush()
            process.wait()
        finally:
            withdraw_server()
    raise ServerUnavailableError("The Prefect server ended by itself.", f"Look at {os.environ['PREFECT_HOME']}/server.log.")


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("server")(server)
