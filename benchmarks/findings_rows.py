"""What one state of the code finds in many texts, as plain rows; run with the import path of that state.

Usage: PYTHONPATH=TREE python -P benchmarks/findings_rows.py TEXTS ROWS

TEXTS has a JSON object a line: ``name`` and either ``plain`` (a text) or ``file`` (a kept output of the step ``clean``). ROWS gets one a
line with the fields of everything found, whatever they are called in that state, and the seconds of processor time it took; a text that
the code fails on has ``error`` instead. Of the code only three functions and ``CleanText`` are named here, so that this runs over old
states and coming ones. For the same reason nothing of benchmarks is imported: an old state has another one or none.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.findings.extract import extract_findings
from tasks.structure.parse import parse_structure

PROCESSES = 2


def plain(value: Any) -> Any:
    """Dataclasses as dictionaries of their fields, spans as pairs, dates in ISO form, figures as exact decimal strings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return [fields["start"], fields["end"]] if set(fields) == {"start", "end"} else fields
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(each) for each in value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


@cache
def _reader() -> TypeAdapter[CleanText]:
    return TypeAdapter(CleanText)


def clean_text(given: dict[str, Any]) -> CleanText:
    """The text of one line of TEXTS."""
    if "plain" in given:
        return CleanText.from_plain(given["plain"])
    return _reader().validate_python(json.loads(Path(given["file"]).read_text("utf-8"))["clean"], strict=False)


def rows(given: dict[str, Any]) -> dict[str, Any]:
    """Everything found in one text: head, sections, and the lists of the findings."""
    vocabulary = load_vocabulary()
    clean = clean_text(given)
    started = time.process_time()
    structure = parse_structure(clean, vocabulary)
    findings = extract_findings(clean, structure, vocabulary)
    seconds = time.process_time() - started
    found = {"document": plain(structure.head), "sections": plain(structure.sections), **plain(findings)}
    return {"name": given["name"], "length": len(clean.text), "seconds": round(seconds, 4), **found}


def line(given: str) -> str:
    """One line of ROWS for one of TEXTS; a bug in the code measured is a result like any other."""
    text = json.loads(given)
    try:
        found = rows(text)
    except Exception as error:
        found = {"name": text["name"], "error": f"{type(error).__name__}: {error}"}
    return json.dumps(found, ensure_ascii=False)


def main() -> int:
    """Read all texts, two at once, and write their rows in the same order."""
    texts, target = (Path(argument) for argument in sys.argv[1:])
    with texts.open(encoding="utf-8") as given, target.open("w", encoding="utf-8") as out, Pool(PROCESSES) as pool:
        for found in pool.imap(line, given, chunksize=2):
            out.write(found + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
