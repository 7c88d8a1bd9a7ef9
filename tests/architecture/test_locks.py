"""What is installed is what was locked: every file under its hash, and nothing for tests where the program only runs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "benchmarks/requirements.lock",
    ".ci/requirements-audit.txt",
    ".ci/requirements-lock.txt",
)
# Whatever can call pip: scripts, recipes, and pages that tell people what to type.
PLACES = [
    ROOT / "Makefile",
    *(p for p in (ROOT / ".ci").iterdir() if p.is_file() and not p.name.startswith("requirements")),
    *(ROOT / "docs").glob("*.md"),
    ROOT / "README.md",
    *(p for top in ("config", "db", "flows", "tasks", "benchmarks") for p in (ROOT / top).rglob("*.py")),
]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pinned(lock):
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[.*?\])?==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


def bare(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_file_has_its_hash(lock):
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text("utf-8").strip())
    assert len(blocks) == len(pinned(lock)) > 0
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_call_of_pip_compares_hashes_or_fetches_nothing():
    calls = []
    for path in PLACES:
        text = path.read_text("utf-8").replace("\\\n", " ")
        calls += [(path.name, line.strip()) for line in text.splitlines() if re.search(r"\bpip3?\"? install\b", line)]
    assert len(calls) >= 6
    loose = [c for c in calls if "--require-hashes" not in c[1] and not ("--no-index" in c[1] and "--no-deps" in c[1])]
    assert loose == []


def test_the_lock_for_running_holds_no_test_tools():
    running, developing = pinned("requirements.lock"), pinned("requirements-dev.lock")
    project = PYPROJECT["project"]
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    wanted = {bare(r) for r in [*wanted, *PYPROJECT["dependency-groups"]["install"]]}
    tools = {bare(r) for r in PYPROJECT["dependency-groups"]["dev"] if isinstance(r, str)} - wanted
    assert {"pytest", "moto", "playwright", "hypothesis", "mypy", "ruff"} <= tools
    assert tools & running.keys() == set()
    assert wanted <= running.keys()
    # Developing means the same versions, and more.
    assert running.items() <= developing.items()
    assert tools <= developing.keys()


def test_production_is_set_up_from_the_lock_for_running():
    setup, make = (ROOT / ".ci" / "setup").read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    assert 'LOCK="requirements.lock"\nif [ "$KIND" = dev ]' in setup
    assert re.search(r"^setup:\n\t@sh \.ci/setup run$", make, re.MULTILINE)
    assert re.search(r"^demo: setup$", make, re.MULTILINE)
