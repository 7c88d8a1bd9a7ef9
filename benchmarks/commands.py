"""What a person waits for at the command line: help, a file that is known, one fresh page alone and beside a running `serve`.

Usage: python -m benchmarks.commands [--times N] [--json FILE]

The page is the first of a sample as scanned by an office, each time with a mark that makes it a document of its own. Reading it alone is a
process too (``benchmarks/reading.py --words``), so that both sides start a program. The home folder was used before, as an office's is.
Each figure is the median of its runs, which take turns; processor seconds are of all processes that a command started and ended, and tell
more than the clock where a machine has other work.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from benchmarks.ocr import ROOT, run
from benchmarks.pages import keep
from benchmarks.ports import free_port

SERVE_SECONDS = 180.0
# What issue 19 asks for, on a machine with nothing else to do.
HELP, KNOWN, BESIDE = 0.4, 1.5, 1.0


@dataclass(slots=True)
class Taken:
    """Seconds of a command, one entry a run: by the clock, and of the processor."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """By the clock, the median."""
        return statistics.median(self.wall)

    @property
    def computed(self) -> float:
        """Of the processor, the median."""
        return statistics.median(self.processor)


class Office:
    """A home folder, and the page that is scanned again and again."""

    def __init__(self, folder: Path, page: bytes) -> None:
        self.home, self.scans, self.page = folder / "home", folder / "scans", page
        self.scans.mkdir()
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {"THONGBAO_HOME": str(self.home)}

    def scan(self) -> Path:
        """The page as a file whose content is new."""
        number = len(list(self.scans.iterdir()))
        made = self.scans / f"{number:03d}.pdf"
        made.write_bytes(self.page + f"\n% {number}\n".encode())
        return made

    def run(self, taken: Taken, module: str, *arguments: str | Path) -> None:
        """Run a program to its end and note what it took."""
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken.wall.append(time.perf_counter() - began)
        taken.processor.append(used.ru_utime + used.ru_stime)
        if process.returncode:
            raise SystemExit(f"{module} {' '.join(map(str, arguments))}: exit code {process.returncode}")

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Have `thongbao serve` running in the home while inside.

        Raises:
            SystemExit: it does not come up.
        """
        command = [sys.executable, "-m", "flows", "serve", "--port", str(free_port()), "--review-port", "0"]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)
        watchdog = signal.signal(signal.SIGALRM, lambda *_: process.kill())
        signal.alarm(int(SERVE_SECONDS))
        try:
            if not any("Ctrl-C stops" in line for line in process.stdout or ()):
                raise SystemExit("`thongbao serve` does not come up.")
            signal.alarm(0)
            yield
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, watchdog)
            process.send_signal(signal.SIGINT)
            process.wait(timeout=SERVE_SECONDS)


def first_page(scan: Path) -> bytes:
    """The first page of a PDF as a file of its own."""
    with tempfile.TemporaryDirectory() as name, pikepdf.open(scan) as pdf, pikepdf.new() as one:
        one.pages.append(pdf.pages[0])
        one.save(made := Path(name) / "page.pdf")
        return made.read_bytes()


def measure(office: Office, times: int) -> dict[str, Taken]:
    """All four, and reading alone before and beside `serve`."""
    office.run(Taken(), "flows", "ingest", known := office.scan())
    office.run(Taken(), "benchmarks.reading", "--words", office.scans, office.scan())
    found = {name: Taken() for name in ("help", "known", "reading", "alone", "reading beside serve", "beside serve")}
    for _ in range(times):
        office.run(found["help"], "flows", "--help")
        office.run(found["known"], "flows", "ingest", known)
        office.run(found["reading"], "benchmarks.reading", "--words", office.scans, office.scan())
        office.run(found["alone"], "flows", "ingest", office.scan())
    with office.serving():
        for _ in range(times):
            office.run(found["reading beside serve"], "benchmarks.reading", "--words", office.scans, office.scan())
            office.run(found["beside serve"], "flows", "ingest", office.scan())
    return found


def figures(found: dict[str, Taken]) -> dict[str, float]:
    """The figures for people; a share of what is allowed is at most 1 where the target is met."""
    reading, beside = found["reading"].seconds, found["reading beside serve"].seconds
    rows = {
        "help, seconds": found["help"].seconds,
        "help, share of what is allowed": found["help"].seconds / HELP,
        "help, processor seconds": found["help"].computed,
        "known file, seconds": found["known"].seconds,
        "known file, share of what is allowed": found["known"].seconds / KNOWN,
        "known file, processor seconds": found["known"].computed,
        "reading a page alone, seconds": reading,
        "reading a page alone, processor seconds": found["reading"].computed,
        "fresh page, seconds": found["alone"].seconds,
        "fresh page, share of twice reading and 2 s": found["alone"].seconds / (2 * reading + 2),
        "fresh page, processor seconds": found["alone"].computed,
        "fresh page beside serve, seconds": found["beside serve"].seconds,
        "fresh page beside serve, seconds beyond reading": found["beside serve"].seconds - beside,
        "fresh page beside serve, share of reading and 1 s": found["beside serve"].seconds / (beside + BESIDE),
        "fresh page beside serve, processor seconds": found["beside serve"].computed,
    }
    return {name: round(value, 3) for name, value in rows.items()}


def main(given: Sequence[str] | None = None) -> int:
    """Print the figures and keep them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "commands.json")
    options = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        run([sys.executable, "-m", "samples.build", "--strength", "office", "--out", work / "office"])
        page = first_page(min((work / "office").glob("*/scan.pdf")))
        found = figures(measure(Office(work, page), options.times))
    print("\n".join(f"{key:55} {value}" for key, value in found.items()))
    keep(found, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
