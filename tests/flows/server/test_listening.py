"""Where the server listens, and what its password must be."""

import socket

import pytest

from benchmarks.ports import free_port
from config.masked import shown
from config.settings import load_settings
from flows.server.listening import Listening, listener, listening
from tasks.domain.errors import AlreadyServedError, ConfigError


@pytest.mark.parametrize(
    ("host", "private", "api"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:4200/api"),
        ("127.0.0.7", True, "http://127.0.0.7:4200/api"),
        ("::1", True, "http://[::1]:4200/api"),
        ("0.0.0.0", False, "http://127.0.0.1:4200/api"),
        ("::", False, "http://[::1]:4200/api"),
        ("192.0.2.7", False, "http://192.0.2.7:4200/api"),
    ],
)
def test_an_address_says_who_reaches_it_and_how(host, private, api):
    place = Listening(host, 4200)
    assert (place.is_private, place.api_url) == (private, api)


def test_a_name_of_this_machine_is_its_address():
    assert listening("localhost", 4200) == Listening("127.0.0.1", 4200)


@pytest.mark.parametrize("host", ["server", "1.2.3", "", "127.0.0.1:80", "http://127.0.0.1"])
def test_a_name_is_no_address(host):
    with pytest.raises(ConfigError, match="no IP address"):
        listening(host, 4200)


def test_an_address_of_another_machine_and_a_taken_port_are_told_apart():
    with pytest.raises(ConfigError, match=r"no address 192\.0\.2\.7"):
        listener(Listening("192.0.2.7", free_port()))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AlreadyServedError, match="is taken"):
            listener(Listening("127.0.0.1", taken.getsockname()[1]))


def test_nobody_else_gets_the_place_before_the_server_has_started():
    with listener(Listening("127.0.0.1", 0)) as ours, socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match="in use"):
            other.bind(ours.getsockname())


@pytest.mark.parametrize("value", ["admin", "admin:short", ":longenough", "a:\nlongenough", "a:mật khẩu dài"])
def test_a_password_that_is_none_is_refused_and_not_repeated(home, value):
    with pytest.raises(ConfigError, match="server_auth") as caught:
        load_settings(server_auth=value)
    assert value not in str(caught.value)


def test_the_password_is_masked(home):
    settings = load_settings(server_auth="admin:geheim geheim")
    assert "geheim" not in shown("server_auth", settings.server_auth) + repr(settings)
