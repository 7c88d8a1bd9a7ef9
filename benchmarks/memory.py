"""Peak memory of ``thongbao ingest`` for a document of 5 pages and one of 200.

Usage: python -m benchmarks.memory [--pages N N ...] [--json FILE]

Peak memory is that of the largest single process of the run (Python, Tesseract, poppler), start of the program included.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from pathlib import Path

import pikepdf

from benchmarks.ocr import ROOT, run
from benchmarks.overhead import ingest
from benchmarks.pages import keep

FEW = 5


def long_scan(sources: list[Path], pages: int, path: Path) -> Path:
    """A PDF of ``pages`` pages: the same few again and again, so that the kind of page does not differ with their number."""
    with pikepdf.new() as out:
        opened = [pikepdf.open(source) for source in sources]
        every = [page for pdf in opened for page in pdf.pages]
        for number in range(pages):
            out.pages.append(every[number % FEW])
        out.save(path)
    return path


def peak_of(scan: Path, home: Path) -> float:
    """MiB of the largest process, in a child so that earlier runs do not count."""
    pipe_in, pipe_out = os.pipe()
    child = os.fork()
    if child == 0:
        ingest(scan, home)
        os.write(pipe_out, f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.1f}".encode())
        os._exit(0)
    os.close(pipe_out)
    with os.fdopen(pipe_in) as stream:
        found = stream.read()
    os.waitpid(child, 0)
    return float(found)


def main() -> int:
    """Print the figures and keep them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 200])
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "memory.json")
    options = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        run([sys.executable, "-m", "samples.build", "--strength", "clean", "--out", work / "clean"])
        sources = sorted((work / "clean").glob("*/scan.pdf"))
        for pages in options.pages:
            found[str(pages)] = peak_of(long_scan(sources, pages, work / f"{pages}.pdf"), work / "home")
            print(f"{pages:4} pages: {found[str(pages)]:.0f} MiB in the largest process", flush=True)
    keep(found, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
