"""What processes, databases and folders have used so far."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(pid: int) -> float:
    """Processor seconds of a process and of its children that have ended."""
    return sum(int(field) for field in _stat(pid)[11:15]) / TICKS


def cpu_below(pid: int) -> float:
    """Processor seconds of a process, of everything below it and of the children that have ended."""
    return sum(cpu_of(one) for one in (pid, *descendants(pid)))


def descendants(pid: int) -> list[int]:
    """Processes below a process, the nearest first."""
    parents = {int(p.name): _parent(int(p.name)) for p in Path("/proc").glob("[0-9]*")}
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def _stat(pid: int) -> list[str]:
    # Behind the name, which may hold anything: state, parent ...; proc(5) counts from 1 and begins with pid and name.
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rsplit(")", 1)[1].split()
    except OSError:  # it has just ended
        return ["X", "0", *["0"] * 48]


def _parent(pid: int) -> int:
    return int(_stat(pid)[1])


def database_bytes(address: str) -> int:
    """Size of a PostgreSQL database on disk, indexes and what is free in its files included."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def table_bytes(address: str, *tables: str) -> int:
    """Size of tables with their indexes and what PostgreSQL keeps beside them."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", (list(tables),)).fetchone()
    return int(row[0]) if row else 0


def folder_bytes(folder: Path) -> int:
    """Size of all files below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
