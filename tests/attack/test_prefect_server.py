"""Prefect's server as `thongbao serve` starts it, attacked by a page in the clerk's browser and by another account of the machine."""

import http.server
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import threading
from base64 import b64encode
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from served_process import ALL_STATES, Served
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

CHROMIUM = "/usr/bin/chromium"
SOCKETS = (
    "/api/events/in",
    "/api/events/out",
    "/api/logs/out",
    "/api/task_runs/subscriptions/scheduled",
    "/api/work_pools/any/workers/connect",
)
# What the page of an attacker does: token, list, change, start, and the streams of events; it tells what it got.
PAGE = """async ({base, deployment, mark, sockets}) => {
  const got = {};
  const ask = async (name, path, options = {}) => {
    try {
      const answer = await fetch(base + path, {credentials: 'include', ...options});
      got[name] = [answer.type, answer.status, answer.type === 'opaque' ? '' : await answer.text()];
    } catch (error) { got[name] = ['error', 0, '']; }
    return got[name][2];
  };
  let token = {};
  try {
    token = {'Prefect-Csrf-Client': 'evil', 'Prefect-Csrf-Token': JSON.parse(await ask('token', '/api/csrf-token?client=evil')).token};
  } catch (error) { }
  const body = (content, type) => ({method: 'POST', headers: {...token, 'Content-Type': type}, body: JSON.stringify(content)});
  const steps = [{'prefect.deployments.steps.run_shell_script': {script: `touch ${mark}`}}];
  const {id, ...named} = deployment, evil = {...named, pull_steps: steps};
  await ask('settings', '/ui-settings');
  await ask('docs', '/openapi.json');
  await ask('list', '/api/flows/filter', body({}, 'application/json'));
  await ask('change', '/api/deployments/', body(evil, 'application/json'));
  await ask('start', `/api/deployments/${id}/create_flow_run`, body({}, 'application/json'));
  await ask('blind', '/api/deployments/', {...body(evil, 'text/plain'), headers: {'Content-Type': 'text/plain'}, mode: 'no-cors'});
  const open = (path, protocols) => new Promise(done => {
    const socket = new WebSocket((base || location.origin).replace('http', 'ws') + path, protocols);
    const told = [];
    socket.onopen = () => { told.push('open'); socket.send(JSON.stringify({type: 'auth', token: null})); };
    socket.onmessage = message => told.push(message.data);
    socket.onclose = () => done(told);
    setTimeout(() => done(told), 4000);
  });
  for (const path of sockets) got[path] = (await Promise.all([open(path, ['prefect']), open(path, [])])).flat();
  return got;
}"""

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("attack-prefect")]
needs_chromium = pytest.mark.skipif(not os.access(CHROMIUM, os.X_OK), reason="chromium is not installed")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A home that is served as it is by default, in a Prefect home whose server has a shell to lose."""
    made = Served(tmp_path_factory.mktemp("attacked"))
    yield made
    made.process.send_signal(signal.SIGINT)
    made.process.wait(timeout=60)


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


def deployment(served):
    found = served.deployment("nightly")
    return {name: found[name] for name in ("id", "name", "flow_id", "entrypoint", "path")}


@needs_chromium
@pytest.mark.parametrize("page", ["rebound", "rebound-by-another-name", "another-site", "another-port"])
def test_a_page_in_the_clerks_browser_gets_and_changes_nothing(served, clerk, elsewhere, tmp_path, page):
    ours, before, runs = f"http://127.0.0.1:{served.port}", served.deployment("nightly"), len(served.ask("/flow_runs/filter", {}))
    at, base = {
        "rebound": (f"http://evil.example:{served.port}", ""),
        "rebound-by-another-name": (f"http://127.0.0.1.evil.example:{served.port}", ""),
        "another-site": (f"http://evil.example:{elsewhere}", ours),
        "another-port": (f"http://127.0.0.1:{elsewhere}", ours),
    }[page]
    tab = clerk.new_page()
    # Of a page that is rebound only the name is the attacker's; what it runs was loaded when the name still led to his own server.
    tab.goto(f"{at}/page")
    assert tab.evaluate("location.origin") == at
    told = {"base": base, "deployment": deployment(served), "mark": str(tmp_path / "ran"), "sockets": SOCKETS}
    got = tab.evaluate(PAGE, told)
    tab.close()
    assert {path: got.pop(path) for path in SOCKETS} == {path: [] for path in SOCKETS}
    for name, (kind, status, text) in got.items():
        assert (kind, status) in {("error", 0), ("basic", 421), ("opaque", 0)}, (name, kind, status)
        assert "token" not in text and "nightly" not in text and "pull_steps" not in text, (name, text)
    after = served.deployment("nightly")
    assert (after["pull_steps"], after["updated"]) == (before["pull_steps"], before["updated"])
    assert len(served.ask("/flow_runs/filter", {})) == runs
    assert not (tmp_path / "ran").exists()


@needs_chromium
def test_a_page_elsewhere_may_link_to_the_ui_and_not_frame_it(served, clerk, elsewhere):
    tab = clerk.new_page()
    tab.goto(f"http://127.0.0.1:{elsewhere}/")
    ui = f"http://127.0.0.1:{served.port}/"
    tab.evaluate("ui => { document.body.innerHTML = `<iframe src='${ui}'></iframe><a href='${ui}'>go</a>` }", ui)
    tab.wait_for_timeout(1000)
    assert not any("Prefect" in (frame.title() or "") for frame in tab.frames[1:])
    tab.get_by_text("go").click()
    tab.wait_for_url(f"{ui}**", timeout=30_000)
    assert "Prefect" in tab.title()
    tab.close()


@needs_chromium
def test_the_ui_asks_for_the_password_and_works_with_it(served, browser, clerk):
    name, _, password = served.auth.partition(":")
    stranger = browser.new_context(http_credentials={"username": name, "password": password[:-1]})
    answer = stranger.new_page().goto(f"http://127.0.0.1:{served.port}/")
    assert (answer.status, answer.headers["www-authenticate"][:5]) == (401, "Basic")
    stranger.close()
    tab = clerk.new_page()
    failed = []
    tab.on("response", lambda response: failed.append(response.url) if response.status in {401, 403, 421, 429} else None)
    tab.goto(f"http://127.0.0.1:{served.port}/v2/dashboard")
    tab.wait_for_load_state("networkidle")
    assert "/login" not in tab.url
    change = """async id => {
        const ask = async (path, options) => {
            for (let tries = 0; tries < 40; tries++) {
                const answer = await fetch(path, options);
                if (answer.status !== 503) return answer;  // else Prefect's database was busy
                await new Promise(done => setTimeout(done, 500));
            }
        };
        const {token} = await (await ask('/api/csrf-token?client=tab')).json();
        const headers = {'Prefect-Csrf-Client': 'tab', 'Prefect-Csrf-Token': token};
        return (await ask(`/api/deployments/${id}/resume_deployment`, {method: 'POST', headers})).status;
    }"""
    assert tab.evaluate(change, served.deployment("nightly")["id"]) == 200
    assert failed == []
    tab.close()


@needs_chromium
def test_the_ui_fetches_nothing_from_elsewhere_whatever_a_document_says(served, clerk):
    """Prefect's UI asks a service for its settings even where the server's analytics are off; a report may name a picture."""
    tab = clerk.new_page()
    tab.goto(f"http://127.0.0.1:{served.port}/v2/artifacts")
    blocked = """url => new Promise(done => {
        document.addEventListener('securitypolicyviolation', found => { if (found.blockedURI.startsWith(url)) done(found.blockedURI) });
        fetch(url).catch(() => {}); new Image().src = url; setTimeout(() => done('nothing'), 5000); })"""
    assert tab.evaluate(blocked, "https://evil.example/picture.png") == "https://evil.example/picture.png"
    tab.close()


def asked(url, *, auth=None, method="GET", body=None, **headers):
    """Status and text of an answer to another account of the machine."""
    told = {"Authorization": "Basic " + b64encode(auth.encode()).decode()} if auth else {}
    request = Request(url, body, told | {"Content-Type": "application/json"} | headers, method=method)
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_another_account_gets_nothing_from_any_address_of_the_api(served):
    api = served.ask("/openapi.json")
    routes = [(path, method.upper()) for path, methods in api["paths"].items() for method in methods]
    assert len(routes) > 150  # Prefect's whole API
    place = f"http://127.0.0.1:{served.port}"
    answers = {(path, method): asked(f"{place}/api{path}", method=method, body=b"{}") for path, method in routes if path != "/health"}
    pages = (
        "/",
        "/v2/",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/api/docs",
        "/api/openapi.json",
        "/ui-settings",
        "/api/ready",
        "/x",
        "//api/health",
    )
    answers |= {(path, "GET"): asked(f"{place}{path}") for path in pages}
    assert {key: (status, text) for key, (status, text) in answers.items() if status != 401 or len(text) > 80} == {}
    assert asked(f"{place}/api/health") == (200, "true")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_not_even_the_password_helps_a_page_of_others(served, headers):
    """A browser sends what it was told once with whatever a page asks."""
    for path in ("/api/csrf-token?client=x", "/ui-settings", "/api/health", "/"):
        status, text = asked(f"http://127.0.0.1:{served.port}{path}", auth=served.auth, **headers)
        assert status in {403, 421} and "token" not in text


def spoken(served, path, token=None, *, protocol="prefect", **headers):
    """What a WebSocket says to somebody who tells this password: kinds of its messages, and how it was closed."""
    said = []
    place = f"ws://127.0.0.1:{served.port}{path}"
    try:
        with connect(place, subprotocols=[protocol] if protocol else None, additional_headers=headers, proxy=None) as stream:
            stream.send(json.dumps({"type": "auth", "token": token}))
            said.append(json.loads(stream.recv(timeout=30))["type"])
    except InvalidStatus as refused:
        return said, refused.response.status_code
    except ConnectionClosed as closed:
        return said, closed.rcvd.code
    return said, None


@pytest.mark.parametrize("path", SOCKETS)
def test_a_socket_says_nothing_to_another_account(served, path):
    assert spoken(served, path) == ([], 1008)
    assert spoken(served, path, "thongbao:wrong password") == ([], 1008)
    assert spoken(served, path, protocol=None) == ([], 403)
    assert spoken(served, path, Authorization="Basic " + b64encode(b"thongbao:wrong password").decode()) == ([], 403)
    assert spoken(served, path, served.auth, Origin="http://evil.example") == ([], 403)
    assert spoken(served, path, served.auth, Host="evil.example")[0] == []


@pytest.mark.parametrize("path", SOCKETS)
def test_it_speaks_to_our_own_clients(served, path):
    assert spoken(served, path, served.auth) == (["auth_success"], None)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /api/csrf-token?client=x HTTP/1.1\r\n\r\n",
        b"GET /api/csrf-token?client=x HTTP/1.0\r\n\r\n",
        b"GET /api/csrf-token?client=x HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET http://127.0.0.1/api/csrf-token?client=x HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /api/health/../csrf-token?client=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /api/health%2f..%2fcsrf-token?client=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /api/csrf-token?client=x&/api/health HTTP/1.1\r\nHost: 127.0.0.1/api/health\r\n\r\n",
        b"GET /api/csrf-token?client=\x1b[2Jx HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_requests_that_no_browser_makes_get_no_further(served, sent):
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as raw:
        raw.sendall(sent)
        answer = raw.recv(4096)
    assert answer.split(b" ")[1] in {b"400", b"401", b"421"}, answer
    assert b'"token"' not in answer and b"expiration" not in answer


def test_another_account_does_not_see_the_password(served):
    place, password = served.home / "server.password", served.auth.partition(":")[2]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    for name in ("server.log", "prefect.db"):
        assert stat.S_IMODE((served.home / "prefect" / name).stat().st_mode) & 0o077 == 0, name
    assert not any(password in words for words in served.processes().values())
    if os.geteuid() == 0 and shutil.which("setpriv"):
        for path in (place, *(f"/proc/{pid}/environ" for pid in served.processes())):
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "cat", str(path)]
            tried = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
            assert (tried.returncode, password in tried.stdout) == (1, False), tried


def test_guesses_are_slowed_down_and_told_and_the_office_goes_on_working(served):
    place, log = f"http://127.0.0.1:{served.port}/api/admin/version", served.home / "prefect" / "server.log"
    before = len(log.read_text().splitlines())
    statuses = [asked(f"{place}?{n}", auth=f"thongbao:guess {n}\n\x1b[2J", **{"X-Forwarded-For": f"10.0.0.{n}"})[0] for n in range(20)]
    assert statuses[0] == 401 and statuses[-1] == 429
    assert asked(place, auth=served.auth)[0] == 200
    told = log.read_text().splitlines()[before:]
    assert len([line for line in told if "wrong password" in line]) == len(statuses)
    assert all("refused 127.0.0.1" in line and line.isprintable() for line in told)
    assert "guess" not in "".join(told)


@pytest.mark.usefixtures("prefect_server")
def test_the_server_of_a_command_is_as_closed():
    from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL

    api = PREFECT_API_URL.value()
    for auth in (None, "tests:wrong password"):
        assert asked(f"{api}/csrf-token?client=x", auth=auth)[0] == 401
        assert asked(f"{api}/flows/filter", auth=auth, method="POST", body=b"{}")[0] == 401
    known = PREFECT_API_AUTH_STRING.value()
    assert asked(f"{api}/flows/filter", auth=known, method="POST", body=b"{}")[0] == 200
    assert asked(f"{api}/flows/filter", auth=known, method="POST", body=b"{}", Host="evil.example")[0] == 421
    assert asked(f"{api}/flows/filter", auth=known, method="POST", body=b"{}", Origin="http://evil.example")[0] == 403


def test_a_form_reads_nothing_outside_the_inbox(served, tmp_path):
    (tmp_path / "outside.pdf").write_bytes(b"%PDF-1.7")
    (served.home / "inbox").mkdir(exist_ok=True)
    link = served.home / "inbox" / "link.pdf"
    link.symlink_to(tmp_path / "outside.pdf")
    runs = [served.start("ingest", path=path) for path in ("/etc/passwd", str(link))]
    for run_id in runs:
        state = served.wait(lambda run_id=run_id: served.state(run_id, *ALL_STATES))
        assert (state["type"], "does not lie below" in state["message"]) == ("FAILED", True), state
    link.unlink()
