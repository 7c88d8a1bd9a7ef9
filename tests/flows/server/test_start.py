"""The server a command starts for itself, and the one it is told to use."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from flows.server.start import answers, free_port, start_server, wait_for_server
from tasks.domain.errors import ServerUnavailableError

HOLD = """
import os, sys, time
from flows.server.start import start_server, wait_for_server
start_server()
wait_for_server()
print(os.environ["PREFECT_API_URL"], flush=True)
sys.stdin.read()
"""


def gone(address, seconds=20):
    end = time.monotonic() + seconds
    while answers(address) and time.monotonic() < end:
        time.sleep(0.2)
    return not answers(address)


@pytest.mark.parametrize("how", ["ended", "killed"])
@pytest.mark.xdist_group("start")
def test_an_embedded_server_lives_as_long_as_the_command(tmp_path, how):
    environment = os.environ | {"PREFECT_HOME": str(tmp_path)}
    environment.pop("PREFECT_API_URL", None)
    holder = subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    address = holder.stdout.readline().strip()
    assert answers(address)
    assert (tmp_path / "prefect.db").is_file()
    if how == "killed":
        holder.send_signal(signal.SIGKILL)
    else:
        holder.stdin.close()
    holder.wait(timeout=30)
    assert gone(address)


@pytest.mark.xdist_group("start")
def test_two_that_start_at_once_in_an_empty_home_both_come_up(tmp_path):
    environment = os.environ | {"PREFECT_HOME": str(tmp_path)}
    environment.pop("PREFECT_API_URL", None)
    holders = [
        subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(2)
    ]
    addresses = [holder.stdout.readline().strip() for holder in holders]
    up = [address and answers(address) for address in addresses]
    for holder in holders:
        holder.stdin.close()
        holder.wait(timeout=60)
    assert up == [True, True]
    assert all(gone(address) for address in addresses)


def test_a_server_that_is_named_is_used_and_none_is_started(monkeypatch):
    address = f"http://127.0.0.1:{free_port()}/api"
    monkeypatch.setenv("PREFECT_API_URL", address)
    start_server()
    assert os.environ["PREFECT_API_URL"] == address
    with pytest.raises(ServerUnavailableError, match=address):
        wait_for_server(0.3)
