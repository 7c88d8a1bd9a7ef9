"""What can befall a PostgreSQL server and the way to it, in the midst of a run."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable

from arena import Arena
from hostile import scan
from postgres_server import PostgresServer
from postgres_wire import over, wired
from victim import PATIENCE

DROP_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname <> 'postgres'"
Fault = Callable[[Arena], None]


def network_swallows(server: PostgresServer, back_after: float) -> Fault:
    """Every connection goes mute in the midst of a run, and new ones stay mute too; 0: until the run has ended."""

    def happen(arena: Arena) -> None:
        for n in range(2):
            arena.give(scan(f"swallowed {back_after} {n}"))
        with wired(server.folder) as wire:

            def swallow() -> None:
                wire.swallows = True
                if back_after:
                    time.sleep(back_after)
                    wire.swallows = False

            swallowing = arena.once_begun(swallow)
            arena.run(THONGBAO_DATABASE_URL=over(wire, arena.url), **{PATIENCE: "3"})
            swallowing.join()
            if not wire.lost:
                arena.losses.append("nothing was swallowed")

    return happen


def answers_cut_off(server: PostgresServer) -> Fault:
    """Connections are cut in the midst of an answer, again and again."""

    def happen(arena: Arena) -> None:
        for n in range(2):
            arena.give(scan(f"cut off {n}"))
        stop = threading.Event()
        with wired(server.folder) as wire:

            def cut() -> None:
                while not stop.wait(0.5):
                    wire.cut_after = wire.cut_after or 1500

            thread = threading.Thread(target=cut)
            thread.start()
            arena.run(THONGBAO_DATABASE_URL=over(wire, arena.url))
            stop.set()
            thread.join()
            if not wire.cuts:
                arena.losses.append("no answer was cut off")

    return happen


def server_frozen(server: PostgresServer) -> Fault:
    """The processes of PostgreSQL that work for the program stop in the midst of a run, and go on once it has given up."""

    def happen(arena: Arena) -> None:
        import psycopg

        frozen: list[int] = []

        def freeze() -> None:
            query = "SELECT pid FROM pg_stat_activity WHERE datname <> 'postgres' AND pid <> pg_backend_pid()"
            with psycopg.connect(server.address.format(name="postgres").replace("+psycopg", ""), autocommit=True) as admin:
                frozen.extend(pid for (pid,) in admin.execute(query))
            for pid in frozen:
                os.kill(pid, signal.SIGSTOP)

        for n in range(2):
            arena.give(scan(f"frozen {n}"))
        freezing = arena.once_begun(freeze)
        try:
            arena.run(**{PATIENCE: "3"})
        finally:
            freezing.join()
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)
        if not frozen:
            arena.losses.append("nothing was frozen")

    return happen


def connections_dropped(server: PostgresServer) -> Fault:
    """PostgreSQL ends every connection several times a second."""

    def happen(arena: Arena) -> None:
        import psycopg

        stop = threading.Event()

        def drop() -> None:
            with psycopg.connect(server.address.format(name="postgres").replace("+psycopg", ""), autocommit=True) as admin:
                while not stop.is_set():
                    admin.execute(DROP_ALL)
                    time.sleep(0.2)

        thread = threading.Thread(target=drop)
        thread.start()
        for n in range(2):
            arena.give(scan(f"dropped {n}"))
        arena.run()
        stop.set()
        thread.join()

    return happen


def server_stopped(server: PostgresServer) -> Fault:
    """PostgreSQL is cut off in the middle of a run, and refuses for some seconds."""

    def happen(arena: Arena) -> None:
        def cut() -> None:
            server.stop()
            time.sleep(4)
            server.start()

        for n in range(2):
            arena.give(scan(f"stopped {n}"))
        thread = arena.once_begun(cut)
        arena.run()
        thread.join()

    return happen


def postgres_faults(server: PostgresServer) -> dict[str, Fault]:
    """Each by what it is."""
    return {
        "connections dropped": connections_dropped(server),
        "answers cut off in their midst": answers_cut_off(server),
        "network swallows for 10 s": network_swallows(server, 10.0),
        "network swallows for good": network_swallows(server, 0),
        "server's processes frozen": server_frozen(server),
        "server stopped in a run": server_stopped(server),
    }
