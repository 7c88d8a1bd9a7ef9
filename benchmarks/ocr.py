"""Reading, side by side: this project, plain Tesseract, OCRmyPDF; same pages, same cores, one run.

Usage: python benchmarks/ocr.py [--corpus DIR] [--strengths NAME ...] [--json FILE]

Pages: every scan of the corpus where it exists, and the samples scanned again at several strengths (``samples/build.py``). The project
runs through its own functions for rasterize, recognize and clean on as many threads as there are cores; plain Tesseract reads 300-dpi
pages of pdftoppm, one process per core; OCRmyPDF is told to force OCR and to ignore signatures. Peak memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).parent.parent
CORES = os.cpu_count() or 1
FOLD = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "\f": " "})


@dataclass(frozen=True)
class Reading:
    """What one program made of one scan."""

    name: str
    pages: int
    cer: float
    wer: float
    seconds_per_page: float
    peak_mib: float


def fold(text: str) -> str:
    """NFC, one space, dashes and quotes as one."""
    return " ".join(unicodedata.normalize("NFC", text).translate(FOLD).split())


def run(command: list[str]) -> None:
    """Run a program with one thread of its own; its failure ends the benchmark."""
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})


def ours(scan: Path, work: Path) -> str:
    """The project's own text, in a process of its own so that its memory can be measured."""
    script = "import sys; from benchmarks.ocr import read_here; read_here(sys.argv[1], sys.argv[2])"
    run([sys.executable, "-c", script, str(scan), str(work)])
    return (work / "text.txt").read_text("utf-8")


def read_here(scan: str, work: str) -> None:
    """Rasterize, recognize and clean one scan and leave its text in ``work``."""
    from tasks.ocr.recognize import RecognizeOptions, recognize_page
    from tasks.ocr.tesseract import TesseractEngine
    from tasks.scan.limits import Limits
    from tasks.scan.rasterize import RasterOptions, rasterize_page
    from tasks.scan.source import open_source
    from tasks.text.clean import clean_pages
    from tasks.text.model import load_model

    folder, limits = Path(work), Limits()
    source = open_source(Path(scan), limits)
    engine = TesseractEngine("tesseract", "vie", limits.memory_bytes)

    def one(number: int) -> object:
        image = rasterize_page(source, number, folder, RasterOptions())
        return recognize_page(image, folder, engine, RecognizeOptions())

    with ThreadPoolExecutor(CORES) as pool:
        pages = list(pool.map(one, range(1, source.page_count + 1)))
    (folder / "text.txt").write_text(clean_pages(pages, load_model()).clean.text, "utf-8")  # type: ignore[arg-type]


def plain(scan: Path, work: Path) -> str:
    """Tesseract alone on 300-dpi pages."""
    run(["pdftoppm", "-r", "300", "-gray", str(scan), str(work / "page")])
    pages = sorted(work.glob("page*.pgm"))
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(lambda page: run(["tesseract", str(page), str(page.with_suffix("")), "-l", "vie"]), pages))
    return "\f".join(page.with_suffix(".txt").read_text("utf-8") for page in pages)


def ocrmypdf(scan: Path, work: Path) -> str:
    """OCRmyPDF as one would call it on a signed scan."""
    sidecar = work / "sidecar.txt"
    # Older versions take signed files without being asked to, and do not know the flag.
    known = "--invalidate-digital-signatures" in subprocess.run(["ocrmypdf", "--help"], capture_output=True, text=True, check=True).stdout
    flags = ["--invalidate-digital-signatures"] if known else []
    run(
        [
            "ocrmypdf",
            "-l",
            "vie",
            "--force-ocr",
            *flags,
            "--deskew",
            "--jobs",
            str(CORES),
            "--sidecar",
            str(sidecar),
            str(scan),
            str(work / "o.pdf"),
        ]
    )
    return sidecar.read_text("utf-8")


def measure(name: str, read: Callable[[Path, Path], str], scan: Path, truth: str, pages: int) -> Reading:
    """One program on one scan, in a child process so that the peak memory is its own."""
    pipe_in, pipe_out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(pipe_in)
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            text = read(scan, Path(folder))
            took = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        with os.fdopen(pipe_out, "w") as stream:
            json.dump({"text": text, "took": took, "peak": peak}, stream)
        os._exit(0)
    os.close(pipe_out)
    with os.fdopen(pipe_in) as stream:
        found = json.load(stream)
    os.waitpid(child, 0)
    got, want = fold(found["text"]), fold(truth)
    return Reading(
        name,
        pages,
        Levenshtein.distance(want, got) / len(want),
        Levenshtein.distance(want.split(), got.split()) / len(want.split()),
        found["took"] / pages,
        found["peak"],
    )


def scans(corpus: Path, strengths: list[str], work: Path) -> list[tuple[str, Path, str]]:
    """Name, file and transcript of everything to read."""
    found = [(p.parent.name, p, (p.parent / "text.txt").read_text("utf-8")) for p in sorted(corpus.glob("*/scan.pdf"))]
    for strength in strengths:
        run([sys.executable, str(ROOT / "samples" / "build.py"), "--strength", strength, "--out", str(work / strength)])
        found += [
            (f"{p.parent.name} ({strength})", p, (p.parent / "text.txt").read_text("utf-8"))
            for p in sorted((work / strength).glob("*/scan.pdf"))
        ]
    return found


def main() -> int:
    """Print the table and keep it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--strengths", nargs="*", default=["clean", "office", "bad"])
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench-ocr.json")
    options = parser.parse_args()
    programs: dict[str, Callable[[Path, Path], str]] = {"thongbao": ours, "tesseract": plain}
    if shutil.which("ocrmypdf"):
        programs["ocrmypdf"] = ocrmypdf
    else:
        print("ocrmypdf is not installed and is left out.")
    kept: dict[str, list[dict[str, object]]] = {name: [] for name in programs}
    print(f"{'scan':36} " + " ".join(f"{name + ' CER':>14} {'WER':>7} {'s/page':>7} {'MiB':>6}" for name in programs))
    with tempfile.TemporaryDirectory() as folder:
        for name, scan, truth in scans(options.corpus, options.strengths, Path(folder)):
            pages = int(next(line.split()[1] for line in info(scan) if line.startswith("Pages:")))
            cells = []
            for program, read in programs.items():
                r = measure(name, read, scan, truth, pages)
                kept[program].append(asdict(r))
                cells.append(f"{r.cer:14.4f} {r.wer:7.4f} {r.seconds_per_page:7.2f} {r.peak_mib:6.0f}")
            print(f"{name[:36]:36} " + " ".join(cells), flush=True)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    print(f"Kept in {options.json}")
    return 0


def info(scan: Path) -> list[str]:
    """What pdfinfo says of a scan."""
    return subprocess.run(["pdfinfo", str(scan)], check=True, capture_output=True, text=True).stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
