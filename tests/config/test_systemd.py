"""systemd itself reads the units; what they run are commands that there are."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app

ROOT = Path(__file__).parent.parent.parent
UNITS = sorted((ROOT / "config" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
ASKED = {"capture_output": True, "text": True}
WORST = 2.0  # of 10; `systemd-analyze security` calls what is below "OK"
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The units in one folder, their programs where this checkout has them."""
    folder = tmp_path_factory.mktemp("units")
    for unit in UNITS:
        (folder / unit.name).write_text(unit.read_text("utf-8").replace("/opt/thongbao/", f"{ROOT}/"))
    return folder


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_no_fault(installed, unit):
    name = unit.name.replace("@.", "@1.")
    if name != unit.name:
        shutil.copy(installed / unit.name, installed / name)
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(installed / name)], check=False, **ASKED)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_systemd_would_find_one(installed):
    (installed / "bent.service").write_text("[Service]\nExecStart=/nowhere\nRestart=sometimes\n")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(installed / "bent.service")], check=False, **ASKED)
    assert "sometimes" in done.stderr


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_is_closed_in(installed, unit):
    name = unit.name.replace("@.", "@1.")
    shutil.copy(installed / unit.name, installed / name) if name != unit.name else None
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", str(installed / name)], check=False, **ASKED)
    assert float(re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)[1]) < WORST


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_what_it_runs_is_a_command_with_its_options(unit):
    [line] = re.findall(r"^ExecStart=(.+)$", unit.read_text("utf-8"), re.MULTILINE)
    program, *arguments = shlex.split(line)
    if program.endswith("/prefect"):
        assert (ROOT / ".venv" / "bin" / "prefect").exists() or shutil.which("prefect")
        return
    assert program == "/opt/thongbao/.venv/bin/thongbao"
    command = get_command(app)
    context = command.context_class(command)
    name, found, rest = command.resolve_command(context, arguments)
    found.make_context(name, rest, parent=context)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".timer"], ids=lambda unit: unit.name)
def test_a_timer_has_its_service_and_makes_up_for_what_was_missed(unit):
    assert unit.with_suffix(".service").is_file()
    assert "Persistent=yes" in unit.read_text("utf-8")


@needs_systemd
def test_the_times_are_ones():
    for unit in UNITS:
        for when in re.findall(r"^OnCalendar=(.+)$", unit.read_text("utf-8"), re.MULTILINE):
            subprocess.run(["systemd-analyze", "calendar", when], check=True, capture_output=True)
