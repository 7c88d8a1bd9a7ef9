"""Invented documents with tables of tasks (``tests/findings/corpus/task_tables``), as text without geometry and as what is to be drawn."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "tests" / "findings" / "corpus" / "task_tables"
NEW_PAGE, ABOVE, LEFT, NEW_LINE = "====", "^", "<", "¶"
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
FOOT = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
SIGNED = "KT. CHỦ TỊCH\n\nTrần Văn Bình"


@dataclass(frozen=True, slots=True)
class TaskDocument:
    """One document.

    Attributes:
        name: says what kind it is.
        issuer: lines of the head on the left.
        symbol: as printed behind "Số:".
        issued: day of issue.
        title: lines under the head.
        before: pages of what stands above the table, each its lines; the last is the page the table begins on.
        table: pages of rows of cells as written in the corpus.
        landscape: whether the pages of the table lie on their side.
        scan: whether it is also measured as a scan.
        rows: what each row of the table orders, as gold rows.
        fails: why its rows are not yet all read right from the text; empty where they are.
    """

    name: str
    issuer: tuple[str, ...]
    symbol: str
    issued: date
    title: tuple[str, ...]
    before: tuple[tuple[str, ...], ...]
    table: tuple[tuple[tuple[str, ...], ...], ...]
    landscape: bool
    scan: bool
    rows: tuple[dict[str, Any], ...]
    fails: str = ""

    @property
    def day(self) -> str:
        """The line of place and date."""
        return f"Tân Giang, ngày {self.issued.day:02d} tháng {self.issued.month:02d} năm {self.issued.year}"

    def text(self) -> str:
        """The transcript: a row a line, cells between strokes; a merged cell stands in the first of its places, as transcripts have it."""
        head = "\n".join((*self.issuer, f"Số: {self.symbol}", "", *NATION, self.day, "", *self.title))
        pages = "\f".join("\n".join(lines) for lines in self.before)
        rows = "\f".join("\n".join(" | ".join(_plain(cell) for cell in row) for row in page) + "\n" for page in self.table)
        return f"{head}\n\n{pages}\n\n{rows}\n{FOOT}\n\n{SIGNED}\n"

    def gold(self) -> dict[str, Any]:
        """Its rows as the corpus' scorer compares them; of everything but directives nothing is said."""
        return {"document": {}, "sections": [], "metrics": [], "citations": [], "directives": [_gold(row) for row in self.rows]}


def documents(sample: str) -> Iterator[TaskDocument]:
    """The documents of one sample in order.

    Raises:
        OSError: there is no such sample.
    """
    for entry in tomllib.loads((SAMPLES / f"{sample}.toml").read_text("utf-8"))["document"]:
        yield TaskDocument(
            entry["name"],
            tuple(entry["issuer"].splitlines()),
            entry["symbol"],
            entry["issued"],
            tuple(entry["title"].splitlines()),
            tuple(tuple(page.splitlines()) for page in entry["before"].split("\f")),
            tuple(_pages(entry["table"])),
            entry.get("landscape", False),
            entry.get("scan", False),
            tuple(entry["rows"]),
            entry.get("fails", ""),
        )


def sample_names() -> list[str]:
    """Names of all samples, sorted."""
    return sorted(path.stem for path in SAMPLES.glob("*.toml"))


def _pages(table: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    for page in table.strip("\n").split(f"\n{NEW_PAGE}\n"):
        yield tuple(tuple(cell.strip() for cell in line.split("|")) for line in page.split("\n"))


def _plain(cell: str) -> str:
    return "" if cell in {ABOVE, LEFT} else cell.replace(NEW_LINE, " ")


def _gold(row: dict[str, Any]) -> dict[str, Any]:
    on = row["on"].isoformat() if "on" in row else None
    deadline = {"raw": "", "on": on, "recurs": row.get("recurs")} if on or "recurs" in row else None
    return {
        "section": "",
        "text": row["text"],
        "lead": row.get("lead", []),
        "coordinating": row.get("with", []),
        "deadline": deadline,
        "citations": [],
    }
