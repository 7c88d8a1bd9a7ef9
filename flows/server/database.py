"""The PostgreSQL database that Prefect's server keeps its runs in, where the settings name one instead of the SQLite file of the home."""

from __future__ import annotations

import os

from pydantic import SecretStr
from sqlalchemy import make_url

from tasks.domain.errors import ServerUnavailableError

ASKED_BY_PREFECT = "PREFECT_API_DATABASE_CONNECTION_URL"
CONNECT_SECONDS = 5
LEAST_VERSION = 130000  # from 13 on the owner of a database may make the extension that Prefect's schema needs
EXTENSION = "pg_trgm"


def name_to_prefect(address: SecretStr | None) -> None:
    """Tell the server, in whose process this is called before Prefect is imported; what the environment says wins."""
    if address is not None:
        os.environ.setdefault(ASKED_BY_PREFECT, address.get_secret_value())


def look_at(address: SecretStr) -> str:
    """Make sure that a server of Prefect can work with a database; its version.

    Raises:
        ServerUnavailableError: it does not answer, is too old, or lacks the extension; the message holds no password.
    """
    import psycopg

    url = make_url(address.get_secret_value()).set(drivername="postgresql")
    where = url.set(query={}).render_as_string(hide_password=True)
    if "ssl" in url.query:  # as Prefect's driver calls it
        url = url.difference_update_query(["ssl"]).update_query_dict({"sslmode": url.query["ssl"]})
    hint = "Correct THONGBAO_PREFECT_DATABASE_URL (docs/operations.md), or unset it for the SQLite file of the home."
    try:
        with psycopg.connect(url.render_as_string(hide_password=False), connect_timeout=CONNECT_SECONDS) as connection:
            version, number = connection.info.parameter_status("server_version") or "?", connection.info.server_version
            there = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", (EXTENSION,)).fetchone()
    except psycopg.Error as error:
        raise ServerUnavailableError(f"Prefect's database {where} does not answer ({type(error).__name__}).", hint) from None
    if number < LEAST_VERSION:
        raise ServerUnavailableError(f"Prefect's database {where} is PostgreSQL {version}; 13 or later is needed.", hint)
    if there is None:
        raise ServerUnavailableError(f"Prefect's database {where} has no {EXTENSION}.", "apt-get install postgresql-contrib")
    return version.split(" ")[0]
