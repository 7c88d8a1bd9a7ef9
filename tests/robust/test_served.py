"""A process of a served home is killed during a run; `make soak` kills dozens."""

from __future__ import annotations

import random
import time

from arena import Arena, prefect_environment
from served import kill_served


def test_a_served_home_loses_nothing_when_one_of_its_processes_dies(prefect_server, tmp_path, monkeypatch):
    from prefect.settings import PREFECT_API_URL

    monkeypatch.setenv("PREFECT_API_URL", "")
    prefect_environment(PREFECT_API_URL.value())
    arena = Arena(tmp_path / "home", f"sqlite:///{tmp_path / 'served.db'}")
    kill_served(arena, random.Random(1), kills=1, until=time.monotonic() + 60)
    arena.close()
    assert arena.losses == []
    assert arena.kills.total() + arena.survived >= 1
