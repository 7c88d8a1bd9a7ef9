"""A few processes are killed over each kind of database; `make soak` kills hundreds."""

from __future__ import annotations

import random
import time

from arena import Arena, kill_many, prefect_environment


def test_killed_runs_lose_nothing_and_show_nothing_half_done(prefect_server, database_url, tmp_path, monkeypatch):
    from prefect.settings import PREFECT_API_URL

    monkeypatch.setenv("PREFECT_API_URL", "")
    prefect_environment(PREFECT_API_URL.value())
    arena = Arena(tmp_path / "home", database_url)
    kill_many(arena, random.Random(database_url.split(":")[0]), kills=2, until=time.monotonic() + 60)
    arena.close()
    assert arena.losses == []
    assert arena.kills.total() + arena.survived >= 1
