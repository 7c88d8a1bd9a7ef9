"""What everything around reading adds to a batch of 50 pages, and what born-digital pages cost.

Usage: python -m benchmarks.overhead [--corpus DIR] [--json FILE]

The same scans (the samples, as scanned by an office, and the scans of the corpus, which have twice as many pages each; each with a mark
that makes it a document of its own) go once through rendering,
preparation and Tesseract alone (``benchmarks/reading.py --words``), and once through ``thongbao ingest``: Prefect, history, cleaning,
context, structure, findings and database are what the second run has more. The home folder was used before, as an office's is. One run of
the second kind starts its own embedded server, the other finds a server running.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fpdf import FPDF

from benchmarks.ocr import ROOT, page_count, run
from benchmarks.pages import keep
from benchmarks.ports import free_port
from flows.server.start import answers

PAGES = 50
FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


def marked_copies(sources: list[Path], pages: int, folder: Path, mark: str) -> list[Path]:
    """Copies of the scans, each content of its own, until there are ``pages`` pages."""
    folder.mkdir(parents=True)
    found: list[Path] = []
    total = 0
    while total < pages:
        source = sources[len(found) % len(sources)]
        copy = folder / f"{len(found):03d}.pdf"
        copy.write_bytes(source.read_bytes() + f"\n% {mark} {len(found)}\n".encode())
        found.append(copy)
        total += page_count(copy)
    return found


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of a call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ingest(folder: Path, home: Path, **environment: str) -> None:
    """Run the real program over a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "flows", "ingest", str(folder)],
        cwd=ROOT,
        env=os.environ | {"THONGBAO_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


@contextmanager
def running_server(home: Path) -> Iterator[str]:
    """A Prefect server on a free port of this machine, in the home's own Prefect folder; gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    environment = os.environ | {"PREFECT_HOME": str(home / "prefect"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            if answers(address):
                break
            time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def digital(path: Path, text: str, pages: int) -> Path:
    """A born-digital PDF of full pages."""
    pdf = FPDF(format="A4")
    pdf.add_font("serif", fname=FACE)
    pdf.set_font("serif", size=13)
    pdf.set_auto_page_break(auto=False)
    for _ in range(pages):
        pdf.add_page()
        pdf.multi_cell(0, 6.6, text[:2600])
    pdf.output(str(path))
    return path


def read_words(work: Path, scans: list[Path]) -> float:
    """Seconds for reading scans up to their words, start of the program included."""
    return timed(lambda: run([sys.executable, "-m", "benchmarks.reading", "--words", work, *scans]))


def batch(sources: list[Path], work: Path) -> dict[str, float]:
    """A batch of 50 pages made of ``sources``: read alone, ingested with a server of its own, and with one that runs."""
    home = work / "home"
    scans = marked_copies(sources, PAGES, work / "alone", "alone")
    pages = sum(page_count(s) for s in scans)
    ingest(marked_copies(sources, 1, work / "warm", "warm")[0], home)
    alone = read_words(work, scans)
    marked_copies(sources, PAGES, work / "embedded", "embedded")
    embedded = timed(lambda: ingest(work / "embedded", home))
    marked_copies(sources, PAGES, work / "served", "served")
    with running_server(home) as address:
        served = timed(lambda: ingest(work / "served", home, PREFECT_API_URL=address))
    start_scan = read_words(work, scans[:1])
    return {
        "documents": len(scans),
        "pages": pages,
        "reading alone, seconds": round(alone, 2),
        "ingest with its own server, seconds": round(embedded, 2),
        "ingest with a running server, seconds": round(served, 2),
        "added share, own server": round(1 - alone / embedded, 4),
        "added share, running server": round(1 - alone / served, 4),
        "scanned page, seconds": round((alone - start_scan) / (pages - page_count(scans[0])), 4),
    }


def main() -> int:
    """Print the figures and keep them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "overhead.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        run([sys.executable, "-m", "samples.build", "--strength", "office", "--out", work / "office"])
        sources = sorted((work / "office").glob("*/scan.pdf"))
        found = {f"{key}, samples": value for key, value in batch(sources, work / "samples").items()}
        real = sorted(options.corpus.glob("*/scan.pdf")) if options.corpus else []
        if real:
            found |= {f"{key}, corpus": value for key, value in batch(real, work / "corpus").items()}
        text = " ".join((work / "office" / sources[0].parent.name / "text.txt").read_text("utf-8").split())
        start = read_words(work, [digital(work / "one.pdf", text, 1)])
        per_digital = (read_words(work, [digital(work / "many.pdf", text, 121)]) - start) / 120
    found["born-digital page, seconds"] = round(per_digital, 4)
    found["scanned page / born-digital page"] = round(found["scanned page, seconds, samples"] / per_digital, 1)
    print("\n".join(f"{key:50} {value}" for key, value in found.items()))
    keep(found, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
