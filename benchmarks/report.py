"""Write what ``make bench`` measured into docs/quality.md.

Usage: python -m benchmarks.report

Takes ocr.json, context.json, overhead.json, commands.json, memory.json and review.json of var/bench, and restore.json and layers.json for
the part about restoration, whichever are there, and rewrites what stands between the page's marks.
"""

from __future__ import annotations

import itertools
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.pages import QUALITY, rewrite, table

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "var" / "bench"
MARKS = ("<!-- benchmarks begin -->", "<!-- benchmarks end -->")
RESTORATION = ("<!-- restoration begin -->", "<!-- restoration end -->")
QUALITIES = (0, 50, 70, 75, 80, 85, 90, 101)
FIGURES = (("cer", ".4f"), ("wer", ".4f"), ("seconds_per_page", ".2f"), ("cpu_per_page", ".2f"), ("peak_mib", ".0f"))
PROGRAMS = ("thongbao", "tesseract", "ocrmypdf")


def kept(name: str) -> Any:
    """What a benchmark left, None where it was not run."""
    path = KEPT / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def reading(found: list[dict[str, Any]]) -> str:
    """The three programs side by side, with the shares that the targets ask for."""
    sets = list(dict.fromkeys(r["scans"] for r in found))
    by = {(r["program"], r["scans"]): r for r in found}
    programs = [p for p in PROGRAMS if any(r["program"] == p for r in found)]
    header = ["scans", "pages", *(f"{p} {w}" for w in ("CER", "WER", "s/page", "CPU s/page", "MiB") for p in programs)]
    header += ["CER / plain", "time / plain", "CPU / plain"]
    rows = []
    for name in sets:
        ours, plain = by["thongbao", name], by["tesseract", name]
        cells = [f"{by[p, name][figure]:{form}}" for figure, form in FIGURES for p in programs]
        times = [f"{ours[figure] / plain[figure]:.2f}" for figure in ("seconds_per_page", "cpu_per_page")]
        ratios = [f"{ours['cer'] / plain['cer']:.3f}", *times]
        rows.append([name, str(ours["pages"]), *cells, *ratios])
    whole = {p: sum(by[p, s]["seconds_per_page"] * by[p, s]["pages"] for s in sets) for p in programs}
    together = ", ".join(f"{p} {seconds:.0f} s" for p, seconds in whole.items())
    return f"{table(header, rows)}\n\nAll sets together: {together}.\n"


def context(found: list[dict[str, Any]]) -> str:
    """Words mended and spoiled."""
    names = ("words", "wrong_before", "wrong_after", "mended", "spoiled")
    rows = [[r["document"], *(str(r[n]) for n in names)] for r in found]
    rows.append(["all", *(str(sum(r[n] for r in found)) for n in names)])
    return table(["document", *(n.replace("_", " ") for n in names)], rows) + "\n"


def facts(found: dict[str, Any]) -> str:
    """Single figures."""
    return table(["figure", "value"], [[key.replace("_", " "), f"{value:,}"] for key, value in found.items()]) + "\n"


def restored(found: dict[str, Any]) -> str:
    """Error rates beside the prototype's, what confidence is worth, what the detector said."""
    names = ("wer_before", "wer_prototype", "wer_after", "cer_after")
    rows = []
    for r in found["rows"]:
        seconds = "-" if r["seconds"] is None else f"{r['seconds']:.1f}"
        rows.append([r["text"], f"{r['words']:,}", *(f"{r[n]:.3f}" for n in names), seconds])
    header = ["text", "words", "WER before", "prototype", "restored", "CER restored", "s"]
    steps = [[f"from {step}", f"{seen:,}", f"{right / seen:.2f}"] for step, (seen, right) in found["confidence"].items()]
    parts = [table(header, rows), table(["confidence", "words", "share right"], steps)]
    for title, key in (("pieces of text", "judged"), ("single good lines", "good_lines")):
        cells = [[kind, *_told(counts)] for kind, counts in found[key].items()]
        parts.append(table([title, "how many", "taken for"], cells))
    return "\n\n".join(parts) + "\n"


def _told(counts: dict[str, int]) -> tuple[str, str]:
    return f"{sum(counts.values()):,}", ", ".join(f"{name} {n:,}" for name, n in counts.items())


def layers(found: list[dict[str, Any]]) -> str:
    """Reading and restored layer by the quality of the reading."""
    rows = []
    for low, high in itertools.pairwise(QUALITIES):
        some = [r for r in found if low <= r["quality"] < high and r["restored"] is not None]
        if some:
            better = sum(r["restored"] < r["read"] for r in some)
            means = [f"{sum(r[k] for r in some) / len(some):.3f}" for k in ("read", "restored")]
            rows.append([f"{low} to {min(high, 100)}", str(len(some)), *means, str(better)])
    return table(["quality of the reading", "pages", "WER read", "WER restored", "restored is better"], rows) + "\n"


def review(found: dict[str, Any]) -> str:
    """Milliseconds of each review page."""
    rows = [[name, *(f"{taken[figure]:.0f}" for figure in ("median", "slowest", "processor"))] for name, taken in found["pages"].items()]
    return f"{table(['page', 'median', 'slowest of nine', 'computed'], rows)}\n\nWith {found['documents']:,} documents in SQLite.\n"


def main() -> int:
    """Rewrite the page."""
    write_restoration()
    parts = [f"\nMeasured on {date.today().isoformat()}, two cores, in one run of `make bench`.\n"]
    for name, title, write in (
        ("ocr", "Reading, side by side", reading),
        ("context", "Reading in context", context),
        ("overhead", "A batch of 50 pages", facts),
        ("commands", "Commands and one fresh page", facts),
        ("memory", "Peak memory of the largest process, MiB, by pages of the document", facts),
        ("review", "Review pages, milliseconds until the answer is there", review),
    ):
        found = kept(name)
        if found is not None:
            parts.append(f"\n### {title}\n\n{write(found)}")
    rewrite(QUALITY, "".join(parts), MARKS)
    return 0


def write_restoration() -> None:
    """The part about restoration, where it was measured."""
    parts = [f"\n{write(found)}" for name, write in (("restore", restored), ("layers", layers)) if (found := kept(name)) is not None]
    if parts:
        rewrite(QUALITY, "".join(parts), RESTORATION)


if __name__ == "__main__":
    sys.exit(main())
