"""Rows of texts that no rule had met when they were read: what was known of each, and whether a person found it right in every field.

``first_contact.tsv`` holds no sentence: only the sample, the kind of row, the judgement and the signs of
``tasks/findings/rows/features.py``. Each sample was written down or read by hand before any rule was changed for it, and is left as it
was judged then; the code that gave its rows is older than the present one. A sample counts as one issuer.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fitting import Sample

TABLE = Path(__file__).with_suffix(".tsv")
MARK = "first contact: "


def first_contact(table: Path = TABLE) -> Iterator[tuple[str, Sample]]:
    """Kind and sample of every row, in the order of the table.

    Raises:
        OSError: the table cannot be read.
    """
    with table.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            signs = dict.fromkeys(row["signs"].split(" | ") if row["signs"] else (), 1.0)
            yield row["kind"], Sample(f"{MARK}{row['sample']}", signs, row["right"] == "1", f"{MARK}{row['sample']}")
