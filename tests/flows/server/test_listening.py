"""Who may reach the server: this machine, unless it asks for a password."""

import socket

import pytest

from config.settings import load_settings, shown
from flows.server.listening import Listening, listening
from flows.server.start import free_port
from tasks.domain.errors import AlreadyServedError, ConfigError


@pytest.mark.parametrize(
    ("host", "private", "api", "ui"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:4200/api", "http://127.0.0.1:4200/api"),
        ("127.0.0.7", True, "http://127.0.0.7:4200/api", "http://127.0.0.7:4200/api"),
        ("::1", True, "http://[::1]:4200/api", "http://[::1]:4200/api"),
        ("0.0.0.0", False, "http://127.0.0.1:4200/api", "/api"),
        ("::", False, "http://[::1]:4200/api", "/api"),
        ("192.0.2.7", False, "http://192.0.2.7:4200/api", "/api"),
    ],
)
def test_an_address_says_who_reaches_it_and_how(host, private, api, ui):
    place = Listening(host, 4200)
    assert (place.is_private, place.api_url, place.ui_api_url) == (private, api, ui)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "10.0.0.1", "fe80::1"])
def test_an_open_server_without_a_password_is_refused(host, monkeypatch):
    monkeypatch.delenv("PREFECT_SERVER_API_AUTH_STRING", raising=False)
    with pytest.raises(ConfigError, match="ask for no password"):
        listening(host, 4200)


def test_an_open_server_with_a_password_is_not(monkeypatch):
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "a:long enough")
    assert listening("0.0.0.0", free_port()).host == "0.0.0.0"
    assert listening("localhost", free_port()).host == "127.0.0.1"


@pytest.mark.parametrize("host", ["server", "1.2.3", "", "127.0.0.1:80", "http://127.0.0.1"])
def test_a_name_is_no_address(host):
    with pytest.raises(ConfigError, match="no IP address"):
        listening(host, 4200)


def test_an_address_of_another_machine_and_a_taken_port_are_told_apart(monkeypatch):
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "a:long enough")
    with pytest.raises(ConfigError, match=r"no address 192\.0\.2\.7"):
        listening("192.0.2.7", free_port())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AlreadyServedError, match="is taken"):
            listening("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("value", ["admin", "admin:short", ":longenough", "a:\nlongenough"])
def test_a_password_that_is_none_is_refused_and_not_repeated(home, value):
    with pytest.raises(ConfigError, match="server_auth") as caught:
        load_settings(server_auth=value)
    assert value not in str(caught.value)


def test_the_password_is_masked(home):
    settings = load_settings(server_auth="admin:geheim geheim")
    assert "geheim" not in shown("server_auth", settings.server_auth) + repr(settings)
