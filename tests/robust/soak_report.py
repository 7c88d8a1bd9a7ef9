"""What a soak has found so far: kept as JSON, told on the terminal, and set into docs/reliability.md as tables."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from victim import STEPS

from benchmarks.pages import rewrite

MARKS = ("<!-- soak begin -->", "<!-- soak end -->")
PARTS = ("files", "texts", "faults", "kills", "served")


def together(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Counts of earlier runs and of this one."""
    kinds = Counter(before.get("kills", {})) + Counter(now["kills"])
    return {"kills": dict(kinds.most_common())} | {name: before.get(name, type(now[name])()) + now[name] for name in now if name != "kills"}


class Book:
    """Results by part and database; every entry is on disk before the next is made."""

    def __init__(self, root: Path, seed: int, *, go_on: bool = False) -> None:
        """An empty book; to go on, the one that earlier runs left."""
        self.page = root / "docs" / "reliability.md"
        self.kept = root / "var" / "bench" / "soak.json"
        self.seed = seed
        self.began = time.monotonic()
        self.found: dict[str, dict[str, Any]] = json.loads(self.kept.read_text("utf-8")) if go_on and self.kept.is_file() else {}
        self.earlier: dict[str, float] = dict(self.found.get("runs", {}))
        self.whole = False

    def write(self, part: str, name: str, found: Any) -> None:
        """Take in one result, tell of it, and write everything anew."""
        self.found.setdefault(part, {})[name] = found
        print(f"{time.monotonic() - self.began:6.0f} s  {part}, {name}: {json.dumps(found, ensure_ascii=False)[:400]}", flush=True)
        self._keep()

    def close(self) -> None:
        """Say that nothing is missing."""
        self.whole = True
        self._keep()

    def broken(self) -> list[str]:
        """Every promise that was broken."""
        found = self.found
        losses = [loss for part in ("kills", "served") for one in found.get(part, {}).values() for loss in one["losses"]]
        losses += [loss for one in found.get("fault losses", {}).values() for loss in one]
        losses += [wrong for one in found.get("files", {}).get("all", {}).values() for wrong in one["wrong"]]
        return losses + list(found.get("texts", {}).get("all", {}).get("wrong", []))

    def _keep(self) -> None:
        taken = time.monotonic() - self.began
        self.found["runs"] = self.earlier | {str(self.seed): self.earlier.get(str(self.seed), 0.0) + taken}
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        self.kept.write_text(json.dumps(self.found, indent=1, ensure_ascii=False), "utf-8")
        rewrite(self.page, self.report(), MARKS)

    def report(self) -> str:
        """The tables of the page."""
        runs = self.found["runs"]
        seeds = f"seed{'s' if len(runs) > 1 else ''} {', '.join(runs)}"
        lines = [f"\nMeasured on {date.today().isoformat()} by `make soak` ({seeds}; {sum(runs.values()):.0f} s).\n"]
        if not self.whole:
            missing = [part for part in PARTS if part not in self.found]
            lines.append(f"The run was cut off{'; not reached: ' + ', '.join(missing) if missing else ''}.\n")
        lines += [f"Broken promises: {len(self.broken())}.\n"]
        for part in (self._kills, self._steps, self._faults, self._files, self._texts):
            lines += part()
        return "\n".join(lines)

    def _kills(self) -> list[str]:
        rows = [
            f"| {name}, {kind} | {sum(one['kills'].values())} | {one['survived']} | {one['given']} | {len(one['losses'])} |"
            for part, kind in (("kills", "single runs"), ("served", "served batches"))
            for name, one in self.found.get(part, {}).items()
        ]
        if not rows:
            return []
        total = sum(sum(one["kills"].values()) for part in ("kills", "served") for one in self.found.get(part, {}).values())
        head = ["| processes killed over | kills | runs that ended first | documents given | broken promises |", "|---|---|---|---|---|"]
        return [*head, *rows, f"| together | {total} | | | |", ""]

    def _steps(self) -> list[str]:
        by_step = {name: Counter(one["kills"]) for name, one in self.found.get("kills", {}).items()}
        if not by_step:
            return []
        columns = (*STEPS, "before, behind")
        lines = ["Kills of single runs by the step that had begun last:\n", f"| database | {' | '.join(columns)} |"]
        lines.append("|---" * (len(columns) + 1) + "|")
        for name, counted in by_step.items():
            steps = [counted[step] for step in STEPS]
            lines.append(f"| {name} | {' | '.join(map(str, [*steps, counted.total() - sum(steps)]))} |")
        served = Counter({k.removeprefix("served: "): 0 for one in self.found.get("served", {}).values() for k in one["kills"]})
        for one in self.found.get("served", {}).values():
            served.update({k.removeprefix("served: "): n for k, n in one["kills"].items()})
        if served:
            lines.append(f"\nKills while a served batch ran, by what was killed: {', '.join(f'{k} {n}' for k, n in served.most_common())}.")
        return [*lines, ""]

    def _faults(self) -> list[str]:
        faults = self.found.get("faults", {})
        if not faults:
            return []
        names = dict.fromkeys(fault for one in faults.values() for fault in one)
        lines = ["Faults, each followed by one more run and by everything `thongbao verify` checks:\n"]
        lines += ["| fault | " + " | ".join(faults) + " |", "|---" * (1 + len(faults)) + "|"]
        return [*lines, *(f"| {fault} | {' | '.join(one.get(fault, '') for one in faults.values())} |" for fault in names), ""]

    def _files(self) -> list[str]:
        tried = self.found.get("files", {}).get("all", {})
        if not tried:
            return []
        lines = ["Files cut, bent and built to harm:\n", "| what was done | files | wrong ends | ends |", "|---|---|---|---|"]
        for name, one in tried.items():
            lines.append(f"| {name} | {one['asked']} | {len(one['wrong'])} | {', '.join(f'{end} {n}' for end, n in one['ends'].items())} |")
        return [*lines, ""]

    def _texts(self) -> list[str]:
        one = self.found.get("texts", {}).get("all")
        if not one:
            return []
        parser, piece, length, ratio = one["steepest"]
        shown = piece.strip() or piece.encode("unicode_escape").decode()
        return [
            f"Bent texts of notices through every parser: {one['tried']}; wrong: {len(one['wrong'])}; the slowest took "
            f"{one['slowest_seconds']:.1f} s of processor time. Monotonous texts of up to 100,000 characters ({one['pieces']} pieces "
            f"repeated, {one['parsers']} parsers), doubled again and again: the steepest last doubling takes {ratio} times as long "
            f"(`{parser}` on `{shown}`, {length:,} characters).\n"
        ]
