"""Read every scan of the corpus, compare with its gold rows, and write the table into docs/quality.md.

Usage: python -m benchmarks.score CORPUS_DIR [--show] [--home DIR] [--no-docs]

The scans go through the real program (ingest, export) into a database of their own; the corpus' own scorer compares. The second
table leaves recognition out: gold transcripts in, rows out (``from_text.py``).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUALITY = ROOT / "docs" / "quality.md"
MARKS = ("<!-- tables begin -->", "<!-- tables end -->")
COLUMNS = (
    "CER",
    "WER",
    "head",
    "sections",
    "directives",
    "lead",
    "coordinating",
    "deadline",
    "cites",
    "metrics",
    "metric fields",
    "citations",
    "cite date",
)


def export_scans(folders: list[Path], home: Path, work: Path) -> list[str]:
    """Ingest the scans and give ``GOLD_DIR=EXPORT.json`` for each."""
    program = [sys.executable, "-m", "flows"]
    environment = os.environ | {"THONGBAO_HOME": str(home)}
    scans = [str(folder / "scan.pdf") for folder in folders]
    subprocess.run([*program, "ingest", *scans], env=environment, check=False, stdout=sys.stderr, cwd=ROOT)
    done = subprocess.run([*program, "export"], env=environment, check=True, capture_output=True, text=True, cwd=ROOT)
    by_hash = {document["sha256"]: document for document in json.loads(done.stdout)}
    pairs = []
    for folder in folders:
        digest = subprocess.run(["sha256sum", folder / "scan.pdf"], check=True, capture_output=True, text=True).stdout.split()[0]
        if digest in by_hash:
            (work / f"{folder.name}.json").write_text(json.dumps(by_hash[digest], ensure_ascii=False), "utf-8")
        pairs.append(f"{folder}={work / f'{folder.name}.json'}")
    return pairs


def markdown(scores: dict[str, dict[str, float | None]]) -> str:
    """The scorer's table as Markdown."""
    rows = [f"| document | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, values in scores.items():
        cells = ["-" if values[c] is None else f"{values[c]:.4f}" for c in COLUMNS]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def rewrite(page: Path, tables: str, marks: tuple[str, str] = MARKS) -> None:
    """Put the tables between the marks of a page."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(marks[0])
    _, _, after = rest.partition(marks[1])
    page.write_text(f"{before}{marks[0]}\n{tables}\n{marks[1]}{after}", "utf-8")


def main() -> int:
    """Score scans and transcripts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", action="store_true", help="list every miss and every invention")
    parser.add_argument("--home", type=Path, help="home folder to keep (default: a temporary one)")
    parser.add_argument("--no-docs", action="store_true", help="leave docs/quality.md alone")
    options = parser.parse_args()
    folders = [p.parent for p in sorted(options.corpus.glob("*/scan.pdf"))]
    if not folders:
        print(f"No scan below {options.corpus}: nothing to score.", file=sys.stderr)
        return 0
    show = ["--show"] if options.show else []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        pairs = export_scans(folders, options.home or work / "home", work)
        print("From the scan to the row")
        scorer = [sys.executable, str(options.corpus / "score.py")]
        subprocess.run([*scorer, *pairs, "--json", str(work / "scan.json"), *show], check=True)
        print("\nFrom the gold transcript to the row")
        from_text = [sys.executable, "-m", "benchmarks.from_text", str(options.corpus)]
        subprocess.run([*from_text, "--json", str(work / "text.json"), *show], check=True, cwd=ROOT)
        if not options.no_docs:
            tables = [
                f"\n### {title}\n\n{markdown(json.loads((work / f'{kind}.json').read_text('utf-8')))}\n"
                for kind, title in (("scan", "From the scan to the row"), ("text", "From the gold transcript to the row (no recognition)"))
            ]
            rewrite(QUALITY, "".join(tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
