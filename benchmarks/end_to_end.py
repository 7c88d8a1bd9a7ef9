"""Exports of annotated documents by the real program: ingest and export, with Prefect and a database."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpora import ROOT, Annotated
from benchmarks.exported import merged


def export_scans(documents: Sequence[Annotated], home: Path) -> dict[str, dict[str, Any]]:
    """Ingest the scans into a home folder and give their exports by the name of the document; one that was refused is missing.

    Raises:
        subprocess.CalledProcessError: the export fails.
    """
    program = [sys.executable, "-m", "flows"]
    environment = os.environ | {"THONGBAO_HOME": str(home)}
    scans = [str(document.scan) for document in documents]
    subprocess.run([*program, "ingest", *scans], env=environment, check=False, stdout=sys.stderr, cwd=ROOT)
    done = subprocess.run([*program, "export"], env=environment, check=True, capture_output=True, text=True, cwd=ROOT)
    by_hash = merged((export["sha256"], export) for export in json.loads(done.stdout))
    hashes = {document.name: hashlib.sha256(document.scan.read_bytes()).hexdigest() for document in documents}
    return {name: by_hash[digest] for name, digest in hashes.items() if digest in by_hash}
