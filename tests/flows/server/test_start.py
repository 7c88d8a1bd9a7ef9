"""The server a command starts for itself, and the one it is told to use."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from prefect_server import furnish

from benchmarks.ports import free_port
from flows.server.listening import Listening, listener
from flows.server.start import answers, served_address, start_server, wait_for_server
from tasks.domain.errors import ServerUnavailableError

KNOWN = dict.fromkeys(("PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"), "a:long enough")
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
def test_an_embedded_server_lives_as_long_as_the_command(tmp_path, ready_prefect, how):
    furnish(tmp_path, ready_prefect)
    environment = os.environ | {"PREFECT_HOME": str(tmp_path)} | KNOWN
    environment.pop("PREFECT_API_URL", None)
    holder = subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    address = holder.stdout.readline().strip()
    assert answers(address)
    assert (tmp_path / "server.log").is_file()
    if how == "killed":
        holder.send_signal(signal.SIGKILL)
    else:
        holder.stdin.close()
    holder.wait(timeout=30)
    assert gone(address)


@pytest.mark.xdist_group("start")
def test_two_that_start_at_once_in_an_empty_home_both_come_up(tmp_path):
    environment = os.environ | {"PREFECT_HOME": str(tmp_path)} | KNOWN
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


def test_none_is_started_without_a_password(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k != "PREFECT_SERVER_API_AUTH_STRING"} | {"PREFECT_HOME": str(tmp_path)}
    with listener(Listening("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "flows.server.api_process", str(taken.fileno())]
        done = subprocess.run(command, env=environment, pass_fds=(taken.fileno(),), capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "without a password" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("pid", ["0", "-1", "1", "4194304", "x"])
def test_an_announcement_of_nobody_who_lives_and_is_ours_is_not_believed(tmp_path, monkeypatch, pid):
    """Somebody else may listen there meanwhile, and would be told the password."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    asked = []
    monkeypatch.setattr("flows.server.start.answers", lambda address: asked.append(address) or True)
    (tmp_path / "server.json").write_text(f'{{"url": "http://127.0.0.1:9/api", "pid": "{pid}"}}')
    os.chown(tmp_path / "server.json", 4321, -1) if os.geteuid() == 0 else None  # 1 is root's
    assert (served_address(), asked) == (None, [])
    announced = tmp_path / "server.json"
    announced.unlink()
    announced.write_text(f'{{"url": "http://127.0.0.1:9/api", "pid": {os.getpid()}}}')
    assert served_address() == "http://127.0.0.1:9/api"


def test_a_server_that_is_named_is_used_and_none_is_started(monkeypatch):
    address = f"http://127.0.0.1:{free_port()}/api"
    monkeypatch.setenv("PREFECT_API_URL", address)
    start_server()
    assert os.environ["PREFECT_API_URL"] == address
    with pytest.raises(ServerUnavailableError, match=address):
        wait_for_server(0.3)
