"""Prefect's server as `thongbao serve` starts it, attacked by a page in the clerk's browser."""

import pytest
from attacker import PAGE, SOCKETS, needs_chromium

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("attack-prefect")]


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
