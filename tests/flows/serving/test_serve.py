"""`thongbao serve` as its users meet it: a process with a UI, a schedule and forms."""

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import sync_playwright
from served_process import ALL_STATES, ROOT, Served

from benchmarks.ports import free_port
from flows.run_logs import ROOMS
from flows.server.start import answers

CHROMIUM = "/usr/bin/chromium"
STEPS = {"rasterize", "recognize", "clean", "examine", "segment", "extract", "load"}
pytestmark = pytest.mark.xdist_group("serve")


@pytest.fixture(scope="module")
def served(tmp_path_factory, ready_prefect):
    """One served home for all tests of this module."""
    made = Served(tmp_path_factory.mktemp("served"), ready=ready_prefect)
    yield made
    if made.process.poll() is None:
        made.process.send_signal(signal.SIGINT)
        made.process.wait(timeout=60)


def test_the_ui_is_there_and_asks_the_api_where_it_came_from(served):
    assert served.ask("/health") is True
    with urlopen(Request(f"http://127.0.0.1:{served.port}/ui-settings", headers=served.headers), timeout=30) as answer:
        told = json.loads(answer.read())
    # By whatever name the browser came, and without a second question for the password that the browser has asked for.
    assert (told["api_url"], told["auth"], told["csrf_enabled"]) == ("/api", None, True)
    with urlopen(Request(f"http://127.0.0.1:{served.port}/", headers=served.headers), timeout=30) as answer:
        assert b"<html" in answer.read().lower()
    assert "analytics" not in (served.home / "prefect" / "server.log").read_text().lower()


def test_the_review_pages_stand_beside_it_and_come_back_when_killed(served):
    def answer():
        try:
            with urlopen(f"http://127.0.0.1:{served.review_port}/documents", timeout=30) as page:
                return page.read()
        except OSError:
            return None

    assert "Danh sách văn bản".encode() in served.wait(answer)
    [pages] = [pid for pid, words in served.processes().items() if "flows.review.beside" in words]
    os.kill(pages, signal.SIGKILL)
    served.wait(lambda: answer() is None)
    assert served.wait(answer)


def test_the_night_has_its_schedule_and_never_overlaps_itself(served):
    nightly = served.deployment("nightly")
    [schedule] = nightly["schedules"]
    assert (schedule["active"], schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == (True, "0 1 * * *", "Asia/Ho_Chi_Minh")
    assert nightly["global_concurrency_limit"]["limit"] == 1
    assert nightly["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    waiting = {"deployments": {"id": {"any_": [nightly["id"]]}}, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    [first, *_] = served.wait(lambda: served.ask("/flow_runs/filter", waiting | {"sort": "EXPECTED_START_TIME_ASC"}))
    assert "T18:00:00" in first["expected_start_time"]  # UTC
    fields = served.deployment("reprocess")["parameter_openapi_schema"]["properties"]
    assert all(field["description"] for field in fields.values())


def test_a_command_uses_the_server_that_serves_and_the_form_reads_its_document_again(served, scan, tmp_path):
    done = served.command("ingest", scan(tmp_path / "a.pdf"))
    assert done.returncode == 0, done.stderr
    [run] = served.ask("/flow_runs/filter", {"flow_runs": {"name": {"any_": ["12/TB-UBND, 1 trang"]}}})
    assert run["state"]["type"] == "COMPLETED"
    assert not [words for words in served.processes().values() if "flows.server.api_process" in words and "lasting" not in words]
    run_id = served.start("reprocess", document="12/TB-UBND", context="no")
    state = served.wait(lambda: served.state(run_id, *ALL_STATES))
    assert (state["type"], state["message"]) == ("COMPLETED", "1 đã nhận dạng")
    assert "2 loaded" not in served.command("status").stdout
    keys = {a["key"].split("-")[0] for a in served.ask("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run_id]}}})}
    assert keys == {"report", "picture"}


def test_the_log_of_a_run_has_the_lines_of_its_own_steps(served):
    [run] = served.ask("/flow_runs/filter", {"flow_runs": {"name": {"any_": ["Nhận dạng lại 12/TB-UBND", "12/TB-UBND, 1 trang"]}}})[:1]
    wanted = {"logs": {"flow_run_id": {"any_": [run["id"]]}}}

    def ours():
        lines = [line["message"] for line in served.ask("/logs/filter", wanted) if line["name"].split(".")[0] in ROOMS]
        return lines if len(lines) >= len(STEPS) else None

    lines = served.wait(ours)  # they are sent in bundles
    assert {line.partition(":")[0] for line in lines} >= STEPS
    assert not any("Sở Nội vụ" in line for line in lines), "words of documents stand in logs only at DEBUG"


@pytest.mark.skipif(not os.access(CHROMIUM, os.X_OK), reason="chromium is not installed")
def test_in_the_ui_what_was_set_aside_is_not_green_and_pages_lead_to_each_other(served, tmp_path):
    (tmp_path / "hỏng.pdf").write_bytes(b"no scan")
    assert served.command("ingest", tmp_path / "hỏng.pdf").returncode == 2
    report = next(found for found in served.ask("/artifacts/filter", {}) if found["key"].startswith("report-"))
    name, _, password = served.auth.partition(":")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(http_credentials={"username": name, "password": password}, locale="vi").new_page()
        page.goto(f"http://127.0.0.1:{served.port}/runs")

        def colour(words):
            badge = page.locator(".state-badge", has_text=words).first
            badge.wait_for(timeout=60_000)
            found = badge.evaluate("e => getComputedStyle(e).backgroundColor")
            return [int(part) for part in re.findall(r"\d+", found)[:3]]

        red, green, _ = colour("Chưa xử lý được")
        assert red > green + 80, "orange"
        red, green, _ = colour("Completed")
        assert green > red + 80, "green"
        assert page.get_by_text("hỏng.pdf").first.is_visible()
        # From the report to the review page of the document, and from there to its run.
        page.goto(f"http://127.0.0.1:{served.port}/artifacts/artifact/{report['id']}")
        page.goto(page.get_by_role("link", name="Mở trong trang rà soát").first.get_attribute("href", timeout=60_000))
        assert f":{served.review_port}/documents/" in page.url
        page.get_by_role("link", name="Lượt chạy").click()
        page.wait_for_url(f"http://127.0.0.1:{served.port}/runs/flow-run/**", timeout=60_000)
        page.get_by_text("12/TB-UBND").first.wait_for(timeout=60_000)
        browser.close()


def test_a_form_refuses_what_it_does_not_offer(served):
    with pytest.raises(OSError, match=r"409|422"):
        served.start("reprocess", document="x", context="perhaps")


def test_two_nights_do_not_overlap_and_a_killed_one_does_not_stay_running(served, scan):
    folder = served.home / "inbox"
    scan(folder / "b.pdf", mark="another", pages=3)
    # A process that is stopped is a night that runs for as long as the test needs it to.
    first = served.start("nightly")
    served.wait(lambda: served.state(first, "RUNNING"))
    [child] = [pid for pid, words in served.processes().items() if "prefect.engine" in words]
    os.kill(child, signal.SIGSTOP)
    second = served.start("nightly")
    served.wait(lambda: served.state(second, "CANCELLED"))
    os.kill(child, signal.SIGKILL)
    served.wait(lambda: served.state(first, "CRASHED"))
    third = served.start("nightly")
    state = served.wait(lambda: served.state(third, *ALL_STATES))
    assert state["type"] == "COMPLETED"
    assert "2 loaded" in served.command("status").stdout
    assert list(folder.iterdir()) == []


def test_runs_without_a_sign_of_life_are_ended_by_an_automation(served):
    [automation] = served.ask("/automations/filter", {})
    assert automation["enabled"]
    assert automation["trigger"]["posture"] == "Proactive"
    assert automation["trigger"]["within"] == 90
    [action] = automation["actions"]
    assert (action["type"], action["state"]) == ("change-flow-run-state", "CRASHED")


def test_the_password_is_shown_by_a_command_alone(served):
    said = served.command("server-password").stdout
    name, _, password = served.auth.partition(":")
    assert f"User: {name}\nPassword: {password}\n" == said
    assert "`thongbao server-password` shows user and password" in served.log.read_text().replace("\n", " ")
    for path in served.home.rglob("*"):
        assert not path.is_file() or path.name == "server.password" or password.encode() not in path.read_bytes(), path
    assert password not in served.log.read_text()
    assert not any(password in words for words in served.processes().values())


def test_a_backup_is_made_meanwhile_and_a_restore_is_refused(served, tmp_path):
    done = served.command("backup", "--output", tmp_path / "backups", "--keep", 3)
    assert done.returncode == 0, done.stderr
    [folder] = [p for p in (tmp_path / "backups").iterdir() if p.name != ".lock"]
    checked = served.command("backup", "--check", folder)
    assert (checked.returncode, "all is whole" in checked.stdout) == (0, True), checked.stderr
    refused = served.command("restore", folder, "--force")
    assert (refused.returncode, "already-served" in refused.stderr) == (12, True)


def test_a_second_one_in_the_same_home_is_refused(served):
    done = served.command("serve", "--port", free_port(), "--review-port", 0)
    assert (done.returncode, "already-served" in done.stderr) == (12, True)


def test_a_port_that_is_taken_is_said(served, tmp_path):
    served_elsewhere = served.environment | {"THONGBAO_HOME": str(tmp_path / "other")}
    done = subprocess.run(
        [sys.executable, "-m", "flows", "serve", "--port", str(served.port), "--review-port", "0"],
        cwd=ROOT,
        env=served_elsewhere,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, f"Port {served.port} is taken" in done.stderr) == (12, True)


def test_zz_stopping_leaves_no_process_and_schedules_on(served):
    """Last of this module: it ends what the others use."""
    with (served.home / "prefect" / "serve.lock").open("w") as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=60) == 0, served.log.read_text()
    assert "Stopped." in served.log.read_text()
    assert "Traceback" not in served.log.read_text()
    assert served.processes() == {}
    assert not answers(served.api)
    assert not (served.home / "prefect" / "server.json").exists()
