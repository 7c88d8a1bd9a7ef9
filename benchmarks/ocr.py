"""Reading, side by side: this project, plain Tesseract, OCRmyPDF; same pages, same cores, one run.

Usage: python -m benchmarks.ocr [--corpus DIR ...] [--strengths NAME ...] [--json FILE]

Pages: every scan of each corpus that exists, scanned and born-digital documents as sets of their own, and the samples scanned again at
several strengths (``samples/build.py``). Each program reads a whole set of scans at a time, start of the program included:
- thongbao: its own functions for rasterize, recognize and clean in one process (``benchmarks/reading.py``);
- tesseract: ``-l vie`` on 300-dpi pages of pdftoppm, one process per core;
- ocrmypdf: ``--force-ocr --invalidate-digital-signatures --deskew``, a call per scan with as many jobs as cores.
CER and WER are over all characters and words of the set. Peak memory is that of the largest single process. Beside the seconds that pass
stand those of the processors, all processes together, whose ratio holds on a busy machine too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.pages import keep
from benchmarks.reading import CORES
from samples.degrade import STRENGTHS

ROOT = Path(__file__).parent.parent
BENCH_VENV = ROOT / "var" / "bench-venv" / "bin"
FOLD = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\f": " "})
TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ"}
TONES |= {"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
TONES |= {k.capitalize(): v.capitalize() for k, v in TONES.items()} | {k.upper(): v.upper() for k, v in TONES.items()}
ANY_TONE = re.compile("|".join(TONES))
# As the program's own processes have it, and OCRmyPDF gives it to Tesseract.
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENCV_FOR_THREADS_NUM": "1"}


@dataclass(frozen=True)
class Document:
    """One scan with its transcript."""

    name: str
    scan: Path
    truth: str


@dataclass(frozen=True)
class Reading:
    """What one program made of one set of scans."""

    program: str
    scans: str
    pages: int
    cer: float
    wer: float
    seconds_per_page: float
    cpu_per_page: float
    peak_mib: float


def fold(text: str) -> str:
    """NFC, one space; dashes, quotes and the two places of a tone mark as one."""
    flat = unicodedata.normalize("NFC", text).translate(FOLD)
    return " ".join(ANY_TONE.sub(lambda m: TONES[m[0]], flat).split())


def errors(truth: str, text: str) -> tuple[int, int, int, int]:
    """Wrong characters, characters, wrong words, words."""
    want, got = fold(truth), fold(text)
    wrong_words = Levenshtein.distance(want.split(), got.split())
    return Levenshtein.distance(want, got), len(want), wrong_words, len(want.split())


def run(command: Sequence[str | Path]) -> str:
    """Run a program with one thread of its own; its failure ends the benchmark."""
    done = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ | _ONE_THREAD)
    return done.stdout


def ours(scans: Sequence[Path], work: Path) -> list[str]:
    """The project's own text of each scan."""
    run([sys.executable, "-m", "benchmarks.reading", work, *scans])
    return [(work / f"{n}.txt").read_text("utf-8") for n in range(len(scans))]


def plain(scans: Sequence[Path], work: Path) -> list[str]:
    """Tesseract alone on 300-dpi pages."""
    for number, scan in enumerate(scans):
        run(["pdftoppm", "-r", "300", "-gray", scan, work / f"{number:03d}"])
    pages = sorted(work.glob("*.pgm"))
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(lambda page: run(["tesseract", page, page.with_suffix(""), "-l", "vie"]), pages))
    texts = [
        [page.with_suffix(".txt").read_text("utf-8") for page in pages if page.name.startswith(f"{n:03d}-")] for n in range(len(scans))
    ]
    return ["\f".join(text) for text in texts]


def ocrmypdf(scans: Sequence[Path], work: Path) -> list[str]:
    """OCRmyPDF as one would call it on signed scans."""
    found = []
    for number, scan in enumerate(scans):
        sidecar = work / f"{number}.txt"
        flags = ["--force-ocr", "--invalidate-digital-signatures", "--deskew", "--jobs", str(CORES)]
        run([BENCH_VENV / "ocrmypdf", "-l", "vie", *flags, "--sidecar", sidecar, scan, work / f"{number}.pdf"])
        found.append(sidecar.read_text("utf-8"))
    return found


def measure(program: str, read: Callable[[Sequence[Path], Path], list[str]], name: str, documents: Sequence[Document]) -> Reading:
    """One program on one set of scans, in a child process so that the peak memory is its own."""
    pipe_in, pipe_out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(pipe_in)
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            texts = read([d.scan for d in documents], Path(folder))
            took = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak, cpu = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
        with os.fdopen(pipe_out, "w") as stream:
            json.dump({"texts": texts, "took": took, "cpu": cpu, "peak": peak}, stream)
        os._exit(0)
    os.close(pipe_out)
    with os.fdopen(pipe_in) as stream:
        found = json.load(stream)
    os.waitpid(child, 0)
    wrong, characters, wrong_words, words = (
        sum(column) for column in zip(*(errors(d.truth, text) for d, text in zip(documents, found["texts"], strict=True)), strict=True)
    )
    pages = sum(page_count(d.scan) for d in documents)
    times = found["took"] / pages, found["cpu"] / pages
    return Reading(program, name, pages, wrong / characters, wrong_words / words, *times, found["peak"])


def page_count(scan: Path) -> int:
    """Pages of a PDF."""
    return int(re.search(r"^Pages:\s+(\d+)", run(["pdfinfo", scan]), re.MULTILINE)[1])  # type: ignore[index]


def is_born_digital(scan: Path) -> bool:
    """Whether the page's own text is much of the page: real scans carry a banner at most."""
    return len(run(["pdftotext", "-l", "1", scan, "-"])) > 500


def documents_in(folder: Path) -> list[Document]:
    """Scans with a transcript beside them."""
    found = (p for p in sorted(folder.glob("*/scan.pdf")) if p.with_name("text.txt").is_file())
    return [Document(p.parent.name, p, p.with_name("text.txt").read_text("utf-8")) for p in found]


def sets_of(corpora: Sequence[Path], strengths: Sequence[str], work: Path) -> dict[str, list[Document]]:
    """Everything to read, by name of the set; those of a corpus go by its folder."""
    found: dict[str, list[Document]] = {}
    for corpus in corpora:
        real = [(d, is_born_digital(d.scan)) for d in documents_in(corpus)]
        found[corpus.name] = [d for d, born_digital in real if not born_digital]
        found[f"{corpus.name}, born digital"] = [d for d, born_digital in real if born_digital]
    for strength in strengths:
        run([sys.executable, "-m", "samples.build", "--strength", strength, "--out", work / strength])
        found[f"samples, {strength}"] = documents_in(work / strength)
    return {name: documents for name, documents in found.items() if documents}


def main() -> int:
    """Print the table and keep it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = ROOT.parent / "shared"
    parser.add_argument("--corpus", type=Path, nargs="*", default=[shared / "corpus", shared / "corpus-b"])
    parser.add_argument("--strengths", nargs="*", default=list(STRENGTHS))
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "ocr.json")
    options = parser.parse_args()
    programs: dict[str, Callable[[Sequence[Path], Path], list[str]]] = {"thongbao": ours, "tesseract": plain}
    if shutil.which(str(BENCH_VENV / "ocrmypdf")):
        programs["ocrmypdf"] = ocrmypdf
    else:
        print("OCRmyPDF is not installed and is left out; `make bench` installs it.")
    kept: list[Reading] = []
    print(f"{'scans':24}" + "".join(f" | {name:>10} CER {'WER':>7} {'s/page':>6} {'CPU':>5} {'MiB':>5}" for name in programs))
    with tempfile.TemporaryDirectory() as folder:
        for name, documents in sets_of(options.corpus, options.strengths, Path(folder)).items():
            row = [measure(program, read, name, documents) for program, read in programs.items()]
            kept += row
            print(
                f"{name:24}"
                + "".join(f" | {r.cer:14.4f} {r.wer:7.4f} {r.seconds_per_page:6.2f} {r.cpu_per_page:5.2f} {r.peak_mib:5.0f}" for r in row),
                flush=True,
            )
    keep([asdict(r) for r in kept], options.json)
    print(f"Kept in {options.json}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
