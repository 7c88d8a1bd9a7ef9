"""A PostgreSQL server from Debian's package, in a temporary folder, as a user who is not root."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg


@dataclass(frozen=True)
class PostgresServer:
    """A running server.

    Attributes:
        address: of a database on it, ``{name}`` in the name's place.
        control: the command that starts and stops it.
        options: it is started with.
        folder: it lives in.
    """

    address: str
    control: list[str]
    options: str
    folder: Path

    def start(self) -> None:
        """Start it and wait until it answers."""
        subprocess.run([*self.control, "-o", self.options, "start"], check=True, capture_output=True, cwd=self.folder)

    def stop(self) -> None:
        """Cut all connections, as a power cut would."""
        subprocess.run([*self.control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=self.folder)

    def create(self, name: str) -> str:
        """Make an empty database and give its address."""
        with psycopg.connect(self.plain("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.address.format(name=name)

    def plain(self, name: str) -> str:
        """The address of a database as psycopg takes it."""
        return self.address.format(name=name).replace("+psycopg", "")


@dataclass(frozen=True)
class Databases:
    """Databases of one test each on a server.

    Attributes:
        server: the server.
        admin: an open connection that makes and drops them.
        left: those that tests are done with. One is dropped when the next is left: the server waits for the end of connections that were
            just closed, a tenth of a second at a time.
    """

    server: PostgresServer
    admin: psycopg.Connection
    count: Iterator[int] = field(default_factory=itertools.count)
    left: list[str] = field(default_factory=list)

    def copy(self, template: str, name: str) -> str:
        """Copy a database that nobody is connected to, and give the address of the copy."""
        # Half the processor time of writing every page to the log, the default since PostgreSQL 15; before, there was nothing else.
        how = " STRATEGY FILE_COPY" if self.admin.info.server_version >= 150_000 else ""
        self.admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{how}')
        return self.server.address.format(name=name)

    @contextmanager
    def made(self, template: str = "template1") -> Iterator[str]:
        """A database, a copy of ``template``, for as long as one is inside; gives its address."""
        from db.engine import engine_for

        name = f"t{next(self.count)}"
        url = self.copy(template, name)
        yield url
        engine_for(url).dispose()
        self.left.append(name)
        while len(self.left) > 1:
            self.admin.execute(f'DROP DATABASE "{self.left.pop(0)}" WITH (FORCE)')


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server for as long as one is inside."""
    bindirs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert bindirs, "PostgreSQL is missing: .ci/setup installs it"
    bin_ = bindirs[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="thongbao-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    made = [bin_ / "initdb", "-D", data, "-U", "thongbao", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run([*as_user, *made], check=True, capture_output=True, cwd=folder)
    # Only a socket in our own folder: no port to clash with another worker's server.
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=50"
    control = [*as_user, str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    server = PostgresServer(f"postgresql+psycopg://thongbao@/{{name}}?host={folder}", control, options, folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
