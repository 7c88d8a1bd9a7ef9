"""Kill, starve, bend and flood the program for a while, and write what became of it into docs/reliability.md.

Usage: python tests/robust/soak.py [--kills 200] [--seconds 1800] [--flips 2000] [--seed 1]

Everything is drawn from the seed; what is not reached in the time is said. Exit code 1 where anything was lost or ended in a bug.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# Before Prefect is imported: it keeps to itself, in a home of this run's own.
os.environ |= {
    "PREFECT_HOME": tempfile.mkdtemp(prefix="thongbao-prefect-"),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "DO_NOT_TRACK": "1",
}
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "robust")]

from arena import Arena, kill_many, prefect_environment  # noqa: E402
from directly import end_of  # noqa: E402
from faults import all_faults, run_faults  # noqa: E402
from hostile import Hostile, built, cut, flipped  # noqa: E402
from postgres_server import running_server  # noqa: E402

PAGE = ROOT / "docs" / "reliability.md"
MARKS = ("<!-- soak begin -->", "<!-- soak end -->")
# Shares of the time: kills, faults, bent files.
SHARES = (0.55, 0.35, 0.1)


def bent(flips: int, seed: int, until: float) -> dict[str, object]:
    """Read files that are cut, bent and built to harm; a bug ends the soak with its traceback."""
    files: list[Hostile] = [*built(), *(file for kind in ("PDF", "JPEG", "PNG", "TIFF") for file in cut(kind)), *flipped(flips, seed)]
    ends: Counter[str] = Counter()
    wrong = []

    def one(file: Hostile) -> None:
        if time.monotonic() > until:
            return
        try:
            end = end_of(file.data)
        except Exception as error:  # what is no error of ours is the finding
            end = f"bug {type(error).__name__}"
        ends[end] += 1
        if end not in file.ends:
            wrong.append(f"{file.name}: {end}")

    with warnings.catch_warnings(), ThreadPoolExecutor(os.cpu_count()) as pool:
        warnings.simplefilter("ignore")
        list(pool.map(one, files))
    return {"tried": ends.total(), "asked": len(files), "ends": dict(ends.most_common()), "wrong": wrong}


def report(found: dict[str, dict[str, object]], options: argparse.Namespace) -> str:
    """The tables."""
    lines = [f"\nMeasured on {date.today().isoformat()} by `make soak` (seed {options.seed}, at most {options.seconds:.0f} s).\n"]
    lines += ["| database | kills | runs that ended first | documents given | broken promises |", "|---|---|---|---|---|"]
    databases = [name for name in found if name != "files"]
    for name in databases:
        one = found[name]
        lines.append(f"| {name} | {one['kills']} | {one['survived']} | {one['given']} | {len(one['losses'])} |")
    lines += ["\nKills by the step that had begun last:\n", "| database | steps |", "|---|---|"]
    lines += [f"| {name} | {', '.join(f'{step} {n}' for step, n in found[name]['by_step'].items())} |" for name in databases]
    lines += [
        "\nFaults, each followed by one more run and by everything `thongbao verify` checks:\n",
        "| fault | " + " | ".join(databases) + " |",
    ]
    lines.append("|---" * (1 + len(databases)) + "|")
    names = dict.fromkeys(fault for name in databases for fault in found[name]["faults"])
    lines += [f"| {fault} | {' | '.join(found[n]['faults'].get(fault, '') for n in databases)} |" for fault in names]
    files = found["files"]
    ends = ", ".join(f"{end} {n}" for end, n in files["ends"].items())
    tried = f"{files['tried']} tried of {files['asked']}; ends: {ends}; wrong ends: {len(files['wrong'])}"
    lines.append(f"\nFiles cut, bent and built to harm: {tried}.\n")
    return "\n".join(lines)


def soak(options: argparse.Namespace, root: Path) -> dict[str, dict[str, object]]:
    """All of it."""
    from prefect.testing.utilities import prefect_test_harness

    found: dict[str, dict[str, object]] = {}
    with prefect_test_harness(server_startup_timeout=120), running_server() as server:
        from prefect.settings import PREFECT_API_URL

        prefect_environment(PREFECT_API_URL.value())
        for name, url in (("SQLite", f"sqlite:///{root / 'soak.db'}"), ("PostgreSQL", server.create("soak"))):
            start = time.monotonic()
            arena = Arena(root / name, url)
            dice = random.Random(f"{options.seed} {name}")
            kill_many(arena, dice, options.kills // 2, start + options.seconds * SHARES[0] / 2, complete_every=12)
            print(f"{name}: {arena.kills.total()} kills in {time.monotonic() - start:.0f} s, {arena.losses}", flush=True)
            until = time.monotonic() + options.seconds * SHARES[1] / 2
            faults = run_faults(arena, all_faults(server if name == "PostgreSQL" else None), until)
            print(f"{name}: {faults}", flush=True)
            found[name] = {
                "kills": arena.kills.total(),
                "by_step": dict(arena.kills.most_common()),
                "survived": arena.survived,
                "given": len(arena.given),
                "losses": arena.losses,
                "faults": faults,
            }
            arena.close()
        found["files"] = bent(options.flips, options.seed, time.monotonic() + options.seconds * SHARES[2])
    return found


def main() -> int:
    """Run it and rewrite the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders are put away
    from benchmarks.score import rewrite

    with tempfile.TemporaryDirectory(prefix="thongbao-soak-") as folder:
        found = soak(options, Path(folder))
    kept = ROOT / "var" / "bench" / "soak.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(found, indent=1), "utf-8")
    rewrite(PAGE, report(found, options), MARKS)
    broken = [loss for name in ("SQLite", "PostgreSQL") for loss in found[name]["losses"]] + list(found["files"]["wrong"])
    print("\n".join(broken) or "Nothing was lost.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
