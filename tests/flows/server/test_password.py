"""A server that asks for a password of the operator's, as commands meet it; tests/attack has what others meet."""

import json
import signal
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from served_process import ALL_STATES, ROOT, Served

pytestmark = pytest.mark.xdist_group("password")
AUTH = "office:correct horse battery"


@pytest.fixture(scope="module")
def served(tmp_path_factory, ready_prefect):
    """One that is open to other machines."""
    made = Served(tmp_path_factory.mktemp("password"), "--host", "0.0.0.0", ready=ready_prefect, auth=AUTH)
    yield made
    made.process.send_signal(signal.SIGINT)
    made.process.wait(timeout=60)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Basic b2ZmaWNlOg=="}, {"Authorization": "Bearer x"}])
def test_without_the_password_nothing_is_told(served, header):
    with pytest.raises(HTTPError, match="401"):
        urlopen(Request(f"{served.api}/admin/version", headers=header), timeout=30)


def test_with_it_a_form_runs_and_commands_find_the_server(served, scan):
    kept = scan(served.home / "inbox" / "a.pdf")
    run_id = served.start("ingest", path=str(kept))
    assert served.wait(lambda: served.state(run_id, *ALL_STATES))["type"] == "COMPLETED"
    (empty := served.home / "empty.pdf").touch()
    done = served.command("ingest", empty)
    assert "1 quarantined" in done.stdout, done.stderr
    assert len(served.ask("/flow_runs/filter", {"flow_runs": {"name": {"any_": [empty.name]}}})) == 1


@pytest.mark.parametrize(("auth", "what"), [(None, "asks for a password"), ("office:something else", "does not take the password")])
def test_a_command_that_does_not_know_it_is_told_so(served, auth, what, tmp_path):
    environment = {k: v for k, v in served.environment.items() if k != "THONGBAO_SERVER_AUTH"}
    if auth:
        environment["THONGBAO_SERVER_AUTH"] = auth
    else:  # another home's program, which is told of the server alone
        environment |= {"THONGBAO_HOME": str(tmp_path / "other"), "PREFECT_API_URL": served.api}
    command = [sys.executable, "-m", "flows", "ingest", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, what in done.stderr) == (10, True), done.stderr


def test_the_password_is_in_no_file_and_no_output(served):
    assert json.loads((served.home / "prefect" / "server.json").read_text()).keys() == {"url", "pid"}
    assert "battery" not in served.command("doctor").stdout
    for path in served.home.rglob("*"):
        assert not path.is_file() or b"battery" not in path.read_bytes(), path
    assert "battery" not in served.log.read_text()
    assert not any("battery" in words for words in served.processes().values())
