"""Where the pages listen, and the commands that start them and make accounts."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from people import PASSWORD

from flows.review.accounts import load_accounts
from flows.review.serving import check_place
from flows.review.site import is_loopback
from flows.server.start import free_port
from tasks.domain.errors import AlreadyServedError, ConfigError

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("host", "inside"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("10.0.0.1", False), ("::", False)],
)
def test_what_is_only_reached_from_here(host, inside):
    assert is_loopback(host) == inside


def test_other_people_need_accounts(office):
    settings = office[0]
    check_place(settings, "127.0.0.1", free_port())
    for host, more in (("0.0.0.0", {}), ("127.0.0.1", {"review_hosts": "van-phong.example"})):
        with pytest.raises(ConfigError, match="review-user"):
            check_place(settings.model_copy(update=more), host, free_port())
    with pytest.raises(ConfigError, match="listen"):
        check_place(settings, "127.0.0.1.invalid", free_port())


def test_a_port_that_is_taken(office, served):
    with pytest.raises(AlreadyServedError):
        check_place(office[0], "127.0.0.1", served.port)


def command(home, *words, **options):
    return subprocess.run(
        [sys.executable, "-m", "flows", *words],
        cwd=ROOT,
        env=os.environ | {"THONGBAO_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


def test_the_command_makes_accounts(tmp_path):
    done = command(tmp_path, "review-user", "lan", "--role", "editor", input=f"{PASSWORD}\n")
    assert done.returncode == 0, done.stderr
    assert load_accounts(tmp_path / "review-users.json")["lan"].role == "editor"
    assert command(tmp_path, "review-user", "minh", input="short\n").returncode == 9
    assert command(tmp_path, "review-user", "lan", "--remove").returncode == 0
    assert load_accounts(tmp_path / "review-users.json") == {}
    refused = command(tmp_path, "review", "--host", "0.0.0.0", "--port", str(free_port()))
    assert (refused.returncode, "review-user" in refused.stderr) == (9, True)


def test_the_command_serves_until_it_is_told_to_stop(office):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", "review", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"THONGBAO_HOME": str(office[0].home)},
        stdout=subprocess.PIPE,
    )
    try:
        end = time.monotonic() + 120
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/documents", timeout=30) as answer:
                    assert "1/TB-UBND" in answer.read().decode()
                    assert "server" not in answer.headers
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end
                time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        if process.poll() is None:
            process.kill()
    assert (office[0].home / "review.secret").stat().st_mode & 0o777 == 0o600
