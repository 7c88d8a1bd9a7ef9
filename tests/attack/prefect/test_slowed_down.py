"""Guesses at the password of Prefect's server. Last of these attacks: its wrong passwords shut this machine out for a while."""

import pytest
from attacker import asked, stop

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("attack-prefect")]


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
    stop(served)  # the session may go on for minutes, and an idle server of Prefect's is never quite idle
