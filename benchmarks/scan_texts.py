"""The clean texts of scans, kept between runs: reading them takes minutes, what comes behind takes milliseconds.

Usage: python -m benchmarks.scan_texts [CORPUS_DIR ...]

A text is kept under the hash of its scan and the versions of all steps and programs before the findings (``var/scans``), in the form
in which the program itself keeps the output of its step ``clean``.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.corpora import CORPORA, ROOT, Annotated, annotated
from benchmarks.reading import CORES, read_pages
from config.vocabulary import load_vocabulary
from tasks.archive.artifacts import OUTPUT, ArtifactKey, make_key, read_artifact, write_artifact
from tasks.ocr.tesseract import TesseractEngine
from tasks.restore.channel import load_channel
from tasks.scan.limits import Limits
from tasks.scan.versions import scan_versions
from tasks.structure.page_order import in_order
from tasks.text.clean import CleanedNotice, clean_pages
from tasks.text.model import load_model, model_version

KEPT = ROOT / "var" / "scans"
STEPS = ("rasterize", "recognize", "clean")


def step_version(step: str, room: Path = ROOT / "tasks") -> int:
    """``VERSION`` of a step, read from its source: importing it would take seconds, as it imports Prefect.

    Raises:
        ValueError: the step has none.
    """
    for node in ast.parse((room / f"{step}.py").read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "VERSION" for t in node.targets):
            return int(ast.literal_eval(node.value))
    raise ValueError(f"The step {step} has no version.")


def reading_version() -> dict[str, str]:
    """Everything but the scan that decides its clean text."""
    steps = {step: str(step_version(step)) for step in STEPS}
    engine = TesseractEngine("tesseract", "vie", Limits().memory_bytes)
    models = {"syllable model": model_version(), "restoration table": load_channel().version}
    return steps | scan_versions() | engine.versions() | models


def key_of(scan: Path, versions: dict[str, str]) -> ArtifactKey:
    """The name that the text of a scan is kept under."""
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    return make_key(digest, "clean", step_version("clean"), parameters={}, tools=versions, upstream="")


def read(scan: Path) -> CleanedNotice:
    """The clean text of a scan as the program reads it with its default settings; takes seconds a page."""
    from tasks.recognize import with_layers  # imports Prefect

    with ThreadPoolExecutor(CORES) as pool:
        read = read_pages(scan, pool)
    vocabulary = load_vocabulary()
    pages = with_layers(tuple(page for _, page in read), [image for image, _ in read], vocabulary.type_abbreviations)
    return clean_pages(in_order(pages, vocabulary.document_types), load_model())


class ScanTexts:
    """Clean texts by scan; what is not kept yet is read and then kept."""

    def __init__(self, kept: Path = KEPT) -> None:
        """Ask for the versions once."""
        self._kept = kept
        self._versions = reading_version()

    def file(self, document: Annotated) -> Path | None:
        """Where the text of a document is kept, None where it is not."""
        place = self._kept / key_of(document.scan, self._versions).folder / OUTPUT
        return place if place.is_file() else None

    def get(self, document: Annotated) -> CleanedNotice:
        """The clean text of a document's scan."""
        key = key_of(document.scan, self._versions)
        kept = read_artifact(self._kept, key, CleanedNotice)
        return kept if kept is not None else self.keep(document, None)

    def keep(self, document: Annotated, cleaned: CleanedNotice | None) -> CleanedNotice:
        """Keep a text for a scan, read from the scan where none is given."""
        key = key_of(document.scan, self._versions)
        return write_artifact(self._kept, key, CleanedNotice, lambda _folder: cleaned if cleaned is not None else read(document.scan))


def fill(texts: ScanTexts, documents: Sequence[Annotated]) -> None:
    """Read every scan whose text is not kept, telling of each."""
    missing = [document for document in documents if document.scan.is_file() and texts.file(document) is None]
    for number, document in enumerate(missing, 1):
        started = time.monotonic()
        texts.keep(document, None)
        print(f"read {number} of {len(missing)}: {document.name}, {time.monotonic() - started:.0f} s", file=sys.stderr)


def main() -> int:
    """Read what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    fill(ScanTexts(), annotated(parser.parse_args().corpora))
    return 0


if __name__ == "__main__":
    sys.exit(main())
