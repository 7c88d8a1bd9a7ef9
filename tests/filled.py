"""Databases that a function fills once, and that every test copies which begins with what is in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from postgres_server import Databases

Fill = Callable[[str], Any]


@dataclass
class FilledDatabases:
    """Filled databases, each made when it is first asked for.

    To load one small notice takes a tenth of a second of processor time, to copy the database that holds it a fortieth or less (measured).

    Attributes:
        folder: for SQLite's files.
        made: what is filled, by function and kind: the name or the path of the database, and what the function returned.
    """

    folder: Path
    made: dict[tuple[Fill, str], tuple[str, Any]] = field(default_factory=dict)

    @contextmanager
    def in_file(self, fill: Fill, empty: Path, copy: Path) -> Iterator[tuple[str, Any]]:
        """A copy of the file that ``fill`` made of a copy of ``empty``, at ``copy``: its address, and what ``fill`` returned."""
        from db.engine import engine_for

        if (fill, "sqlite") not in self.made:
            path = self.folder / f"{len(self.made)}.db"
            shutil.copyfile(empty, path)
            told = fill(f"sqlite:///{path}")
            engine_for(f"sqlite:///{path}").dispose()
            self.made[fill, "sqlite"] = str(path), told
        path_, told = self.made[fill, "sqlite"]
        shutil.copyfile(path_, copy)
        url = f"sqlite:///{copy}"
        yield url, told
        engine_for(url).dispose()

    @contextmanager
    def on_server(self, fill: Fill, postgres: Databases, empty: str) -> Iterator[tuple[str, Any]]:
        """The same on a PostgreSQL server, where ``empty`` is the name of a database with the schema."""
        from db.engine import engine_for

        if (fill, "postgresql") not in self.made:
            name = f"filled{len(self.made)}"
            url = postgres.copy(empty, name)
            told = fill(url)
            engine_for(url).dispose()
            self.made[fill, "postgresql"] = name, told
        name, told = self.made[fill, "postgresql"]
        with postgres.made(name) as url:
            yield url, told
