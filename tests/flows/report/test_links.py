import os

import pytest

from config.settings import load_settings
from flows.report.links import document_address, fill_in, list_address, run_address


def test_nobody_is_led_anywhere_where_nobody_said_where_the_pages_are(home):
    settings = load_settings()
    assert (document_address(settings, "a"), list_address(settings), run_address(settings, "r")) == (None, None, None)


def test_pages_are_found_below_the_addresses_that_are_set(home):
    settings = load_settings(review_url="https://vb.example/ra-soat/", ui_url="https://prefect.example")
    assert document_address(settings, "9a41c0de.2") == "https://vb.example/ra-soat/documents/9a41c0de.2"
    assert document_address(settings, "") is None
    assert run_address(settings, "r-1") == "https://prefect.example/runs/flow-run/r-1"
    assert run_address(settings, None) is None


@pytest.mark.parametrize(
    ("set_up", "host", "port", "review"),
    [
        ({}, "127.0.0.1", 4201, "http://127.0.0.1:4201"),
        ({}, "0.0.0.0", 4201, "http://127.0.0.1:4201"),
        ({}, "10.0.0.7", 80, "http://10.0.0.7:80"),
        ({}, "::1", 4201, "http://[::1]:4201"),
        ({"review_hosts": "vb.example, other.example", "review_certificate": "c.pem"}, "0.0.0.0", 4201, "https://vb.example"),
        ({"review_url": "https://vb.example"}, "127.0.0.1", 4201, None),
        ({}, "127.0.0.1", 0, None),
    ],
)
def test_serving_fills_in_where_its_own_pages_are(home, monkeypatch, set_up, host, port, review):
    for name in ("THONGBAO_REVIEW_URL", "THONGBAO_UI_URL"):
        monkeypatch.setenv(name, "")  # so that it is put back behind the test
        monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    fill_in(load_settings(**set_up), host, port)
    assert os.environ["THONGBAO_UI_URL"] == "http://127.0.0.1:4200"
    assert os.environ.get("THONGBAO_REVIEW_URL") == review
    assert load_settings().ui_url == "http://127.0.0.1:4200"
