"""A few processes are killed over each kind of database; `make soak` kills hundreds."""

from __future__ import annotations

import random
import time

import pytest
import served
from arena import Arena, kill_many, prefect_environment
from served import kill_served


def test_killed_runs_lose_nothing_and_show_nothing_half_done(prefect_server, database_url, tmp_path, monkeypatch):
    from prefect.settings import PREFECT_API_URL

    monkeypatch.setenv("PREFECT_API_URL", "")
    prefect_environment(PREFECT_API_URL.value())
    arena = Arena(tmp_path / "home", database_url)
    kill_many(arena, random.Random(database_url.split(":")[0]), kills=3, until=time.monotonic() + 60)
    arena.close()
    assert arena.losses == []
    assert arena.kills.total() + arena.survived >= 1


@pytest.mark.xdist_group("prefect")
def test_a_serving_process_that_is_killed_leaves_nothing_undone_and_nothing_running(tmp_path, monkeypatch):
    monkeypatch.setattr(served, "SHARES", {"serve": 1})
    arena = Arena(tmp_path / "home", f"sqlite:///{tmp_path / 'served.db'}")
    kill_served(arena, random.Random(7), kills=1, until=time.monotonic() + 60)
    arena.close()
    assert arena.losses == []
    assert arena.kills.total() + arena.survived >= 1
