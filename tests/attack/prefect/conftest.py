"""Prefect's server as `thongbao serve` starts it, a clerk's browser, and a site of somebody else."""

import http.server
import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from attacker import CHROMIUM, stop
from served_process import Served


@pytest.fixture(scope="session")
def served(tmp_path_factory, ready_prefect):
    """A home that is served as it is by default, in a Prefect home whose server has a shell to lose; one for all attacks."""
    made = Served(tmp_path_factory.mktemp("attacked"), ready=ready_prefect)
    yield made
    stop(made)


@pytest.fixture(scope="module")
def elsewhere():
    """A page at another port of this machine, as another account serves it."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>page</title>")

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    """Chromium, for which the name of the attacker's host leads to this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        rules = "--host-resolver-rules=MAP evil.example 127.0.0.1, MAP 127.0.0.1.evil.example 127.0.0.1"
        older = "--disable-features=LocalNetworkAccessChecks"  # browsers that let pages ask this machine without a question
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules, older])
        yield made
        made.close()


@pytest.fixture(scope="module")
def clerk(browser, served):
    """The browser of somebody who has signed in to the UI and has it open."""
    name, _, password = served.auth.partition(":")
    ui = f"http://127.0.0.1:{served.port}"
    context = browser.new_context(http_credentials={"username": name, "password": password, "origin": ui})
    page = context.new_page()
    page.goto(f"{ui}/v2/deployments")
    page.get_by_text("nightly").first.wait_for(timeout=60_000)
    yield context
    context.close()
