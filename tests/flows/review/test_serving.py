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

from benchmarks.ports import free_port
from config.settings import Settings
from flows.review.accounts import load_accounts
from flows.review.serving import check_certificate, check_place, plain_beyond
from flows.review.site import is_loopback
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


@pytest.mark.parametrize(
    ("host", "more", "warned"),
    [
        ("127.0.0.1", {}, ""),
        ("0.0.0.0", {}, "no TLS"),
        ("::", {}, "no TLS"),
        ("0.0.0.0", {"review_proxy": "10.0.0.5"}, ""),
        ("0.0.0.0", {"review_certificate": Path("x.pem")}, ""),
        ("127.0.0.1", {"review_hosts": "van-phong.example"}, "no proxy"),
        ("127.0.0.1", {"review_hosts": "van-phong.example", "review_proxy": "127.0.0.1"}, ""),
    ],
)
def test_what_crosses_the_network_in_plain_text_is_said(tmp_path, host, more, warned):
    said = plain_beyond(Settings(home=tmp_path, **more), host)
    assert (warned in said) if warned else said == ""


def test_a_certificate_that_cannot_be_used_is_said_at_start(tmp_path, certificate):
    locked, none = tmp_path / "locked.pem", tmp_path / "none.pem"
    subprocess.run(["openssl", "ec", "-in", certificate, "-aes128", "-passout", "pass:x", "-out", locked], check=True, capture_output=True)
    none.write_text("no certificate")
    check_certificate(Settings(home=tmp_path))
    check_certificate(Settings(home=tmp_path, review_certificate=certificate))
    check_certificate(Settings(home=tmp_path, review_certificate=certificate, review_key=certificate))
    for more in (
        {"review_key": certificate},
        {"review_certificate": none},
        {"review_certificate": tmp_path / "nowhere.pem"},
        {"review_certificate": certificate, "review_key": none},
        {"review_certificate": certificate, "review_key": locked},  # nobody is asked for its password
    ):
        with pytest.raises(ConfigError, match="certificate"):
            check_place(Settings(home=tmp_path, **more), "127.0.0.1", free_port())


def test_a_short_key_is_said_at_start(tmp_path):
    (tmp_path / "review.secret").write_text("00ff")
    with pytest.raises(ConfigError, match="shorter"):
        check_place(Settings(home=tmp_path), "127.0.0.1", free_port())


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
