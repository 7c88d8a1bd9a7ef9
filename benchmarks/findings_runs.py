"""Rows of the present code and of any revision over the same texts, kept in ``var/findings``.

They hold sentences of the texts and are never committed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, OFFICIAL, ROOT, SAMPLES, annotated, official_texts
from benchmarks.scan_texts import ScanTexts

FOLDER = ROOT / "var" / "findings"
SCRIPT = Path(__file__).parent / "findings_rows.py"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the present code is compared with.

    Attributes:
        revision: commit whose code made the rows.
        subject: first line of its message.
        texts: digest of the texts read.
    """

    revision: str
    subject: str
    texts: str


def texts(corpora: Sequence[Path] = (*CORPORA, SAMPLES), official: Path = OFFICIAL) -> Iterator[dict[str, str]]:
    """Every text to read: official ones, the transcripts of corpus and samples, and those scans whose text is kept."""
    scans = ScanTexts()
    for name, text in official_texts(official):
        yield {"name": name, "plain": text}
    for document in annotated(corpora):
        yield {"name": f"{document.name}/text", "plain": document.text()}
        file = scans.file(document)
        if file is not None:
            yield {"name": f"{document.name}/scan", "file": str(file)}


def write_texts(given: Iterable[Mapping[str, str]], folder: Path) -> tuple[Path, str]:
    """The file of texts and the digest of what is in them."""
    folder.mkdir(parents=True, exist_ok=True)
    data = "".join(json.dumps(text, ensure_ascii=False) + "\n" for text in given).encode()
    path = folder / "texts.jsonl"
    path.write_bytes(data)
    return path, hashlib.sha256(data).hexdigest()[:16]


def run(tree: Path, texts_file: Path, rows: Path) -> None:
    """Let the code in ``tree`` read the texts; ``rows`` appears whole or not at all.

    Raises:
        subprocess.CalledProcessError: the code cannot be imported or lacks a function that every state has.
    """
    building = rows.with_suffix(".part")
    # -P keeps this folder off the import path, so that everything imported is the tree's.
    subprocess.run(
        [sys.executable, "-P", str(SCRIPT), str(texts_file), str(building)],
        check=True,
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree)},
    )
    building.replace(rows)


def git(*arguments: str) -> bytes:
    """What git says about this repository.

    Raises:
        subprocess.CalledProcessError: git refuses.
    """
    return subprocess.run(["git", *arguments], check=True, capture_output=True, cwd=ROOT).stdout


def make_baseline(revision: str, given: Iterable[Mapping[str, str]], folder: Path = FOLDER) -> Baseline:
    """Read texts with the code of a revision, unless it has read them before, and compare with it from now on.

    Raises:
        subprocess.CalledProcessError: there is no such revision, or its code cannot be run.
    """
    commit, subject = git("log", "-1", "--format=%H%n%s", revision).decode().strip().split("\n", 1)
    texts_file, digest = write_texts(given, folder)
    baseline = Baseline(commit, subject, digest)
    if not rows_file(baseline, folder).is_file():
        with tempfile.TemporaryDirectory(dir=folder) as tree:
            with tarfile.open(fileobj=io.BytesIO(git("archive", commit))) as archive:
                archive.extractall(tree, filter="data")
            run(Path(tree), texts_file, rows_file(baseline, folder))
    (folder / "baseline.json").write_text(json.dumps(asdict(baseline), ensure_ascii=False), "utf-8")
    return baseline


def read_baseline(folder: Path = FOLDER) -> Baseline | None:
    """The baseline that was made last, None where none was made."""
    path = folder / "baseline.json"
    return Baseline(**json.loads(path.read_text("utf-8"))) if path.is_file() else None


def rows_file(baseline: Baseline, folder: Path = FOLDER) -> Path:
    """Where the rows of a baseline are kept."""
    return folder / f"rows-{baseline.revision[:12]}-{baseline.texts}.jsonl"


def present(given: Iterable[Mapping[str, str]], folder: Path = FOLDER) -> tuple[Path, str]:
    """Rows of the code as it is in this folder now, and the digest of the texts read."""
    texts_file, digest = write_texts(given, folder)
    rows = folder / "rows-present.jsonl"
    run(ROOT, texts_file, rows)
    return rows, digest


def read_rows(path: Path) -> dict[str, dict[str, Any]]:
    """Rows by the name of their text, in the order in which they were read."""
    with path.open(encoding="utf-8") as lines:
        found = (json.loads(line) for line in lines)
        return {text["name"]: text for text in found}
