"""Score the findings alone: gold transcripts in, rows out, compared by the corpus' own scorer.

Usage: python -m benchmarks.from_text CORPUS_DIR [--show] [NAME ...]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from config.vocabulary import load_vocabulary
from tasks.domain.export import export_notice
from tasks.domain.notice import CleanText
from tasks.findings.doubts import find_doubts, without_doubted
from tasks.findings.extract import extract_findings
from tasks.structure.parse import parse_structure


def main() -> int:
    """Run the scorer over every folder of the corpus that has a transcript and gold rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("names", nargs="*", help="folders to take (default: all)")
    parser.add_argument("--show", action="store_true", help="list every miss and every invention")
    parser.add_argument("--json", type=Path, help="keep the table as JSON")
    options = parser.parse_args()
    vocabulary = load_vocabulary()
    folders = [p.parent for p in sorted(options.corpus.glob("*/gold.json")) if not options.names or p.parent.name in options.names]
    with tempfile.TemporaryDirectory() as work:
        pairs = []
        for folder in folders:
            clean = CleanText.from_plain((folder / "text.txt").read_text("utf-8"))
            structure = parse_structure(clean, vocabulary)
            findings = extract_findings(clean, structure, vocabulary)
            findings = without_doubted(findings, find_doubts(clean, structure, findings))
            out = Path(work) / f"{folder.name}.json"
            out.write_text(json.dumps(export_notice(clean.text, structure.head, structure.sections, findings), ensure_ascii=False), "utf-8")
            pairs.append(f"{folder}={out}")
        command = [sys.executable, str(options.corpus / "score.py"), *pairs]
        command += ["--show"] if options.show else []
        command += ["--json", str(options.json)] if options.json else []
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
