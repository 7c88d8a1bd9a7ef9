"""`thongbao server`, as workers on several machines meet it."""

import signal
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from served_process import ROOT, Served

from flows.server.start import answers

pytestmark = pytest.mark.xdist_group("alone")


def test_it_asks_for_the_password_by_the_names_it_was_given_and_ends_when_told(tmp_path, ready_prefect):
    served = Served(tmp_path, ready=ready_prefect, command="server", auth="office:correct horse battery", THONGBAO_SERVER_HOSTS="server")
    try:
        for host, headers, code in (("server", {}, 401), ("other", served.headers, 421)):
            with pytest.raises(HTTPError, match=str(code)):
                urlopen(Request(f"{served.api}/admin/version", headers={"Host": f"{host}:{served.port}"} | headers), timeout=30)
        with urlopen(Request(f"{served.api}/admin/version", headers={"Host": "server:4200"} | served.headers), timeout=30) as answer:
            assert answer.status == 200
        # What a worker's command does first, on another machine: it knows the address and server_auth.
        known = {"PREFECT_API_URL": served.api, "THONGBAO_HOME": str(tmp_path / "worker")}
        command = [sys.executable, "-m", "flows", "ingest"]
        done = subprocess.run(command, cwd=ROOT, env=served.environment | known, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert not (tmp_path / "worker" / "server.password").exists()
    finally:
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=60) == 0
    assert not answers(served.api)
    assert not (served.home / "prefect" / "server.json").exists()
