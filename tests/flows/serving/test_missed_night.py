"""Nights that were due while the machine was off, played through: the due time passes between two starts of `thongbao serve`."""

import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from served_process import ALL_STATES, Served

pytestmark = pytest.mark.xdist_group("missed_night")


def stop(served):
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=60) == 0, served.log.read_text()


def sleep_through(served, nights):
    """Let the next nights become due while nothing runs, as if the clock had gone on; gives their ids, the earliest first."""
    with closing(sqlite3.connect(served.home / "prefect" / "prefect.db")) as connection, connection:
        query = "SELECT id FROM flow_run WHERE state_type = 'SCHEDULED' AND auto_scheduled ORDER BY next_scheduled_start_time LIMIT ?"
        ids = [row for (row,) in connection.execute(query, (nights,))]
        for ago, row in zip(range(nights, 0, -1), ids, strict=True):
            due = (datetime.now(UTC) - timedelta(days=ago - 1, hours=5)).strftime("%Y-%m-%d %H:%M:%S.%f")
            connection.execute("UPDATE flow_run SET expected_start_time = ?, next_scheduled_start_time = ? WHERE id = ?", (due, due, row))
            # A run that starts waits until the time that its state names.
            named = "UPDATE flow_run_state SET state_details = json_set(state_details, '$.scheduled_time', ?) WHERE flow_run_id = ?"
            connection.execute(named, (f"{due.replace(' ', 'T')}Z", row))
    return ids


def test_nights_that_were_missed_are_made_up_for_once(tmp_path, scan, ready_prefect):
    served = Served(tmp_path, ready=ready_prefect)
    nightly = served.deployment("nightly")["id"]
    waiting = {"deployments": {"id": {"any_": [nightly]}}, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    served.wait(lambda: len(served.ask("/flow_runs/filter", waiting)) >= 3)
    stop(served)
    missed = sleep_through(served, 3)
    scan(served.home / "inbox" / "a.pdf")

    served = Served(tmp_path)
    try:
        ended = [served.wait(lambda run=run: served.state(run, *ALL_STATES)) for run in missed]
        # One of them does the work; two others that were due as well would have found it done.
        assert [state["type"] for state in ended].count("COMPLETED") >= 1
        assert {state["type"] for state in ended} <= {"COMPLETED", "CANCELLED"}
        assert list((served.home / "inbox").iterdir()) == []
        assert "1 loaded" in served.command("status").stdout
        [first, *_] = served.wait(lambda: served.ask("/flow_runs/filter", waiting | {"sort": "EXPECTED_START_TIME_ASC"}))
        assert datetime.fromisoformat(first["expected_start_time"]) > datetime.now(UTC)  # and the next night is planned
    finally:
        stop(served)
