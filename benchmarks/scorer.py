"""The corpus' own scorer, and what it says of each single row."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpora import Annotated

Row = dict[str, Any]
Scores = dict[str, dict[str, float | None]]
"""Value of each column by document, and under "all" over all of them."""

METRIC_FIELDS = ("unit", "kind", "total", "change", "role", "comparator", "direction", "period")
SAME_DIRECTIVE, SAME_METRIC, SAME_CELL, SAME_SECTION = 0.75, 0.6, 0.6, 0.85
"""Least likeness of a row and its gold row, as in the scorer."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one row of an export.

    Attributes:
        gold: index of the gold row it answers to, None where it is made up.
        right: its fields, each right or wrong; of a made-up row there are none.
    """

    gold: int | None
    right: dict[str, bool]

    @property
    def whole(self) -> bool:
        """Whether the row is real and right in every field that counts for trust; a metric's unit does not."""
        return self.gold is not None and all(right for field, right in self.right.items() if field != "unit")


MADE_UP = Verdict(None, {})


class Scorer:
    """The functions of ``score.py``, asked row by row."""

    def __init__(self, path: Path) -> None:
        """Load the scorer.

        Raises:
            FileNotFoundError: there is none.
        """
        self.module = _load(path)

    def scores(self, documents: Sequence[Annotated], exports: Mapping[str, dict[str, Any]], *, show: bool = False) -> Scores:
        """Print the scorer's table, one row a document and one over all, and give its figures.

        Args:
            documents: in the order of the table.
            exports: by name; a document without one scores as empty.
            show: print every miss and every invention below its document.
        """
        score = self.module
        columns = score.COLUMNS + score.TRUST
        print(f"{'document':28} " + " ".join(f"{column:>6}" for column in columns))
        total, rows = score.Tally(), {}
        for document in documents:
            one = score.Tally()
            score.score(document.folder, exports.get(document.name, {}), one)
            for column, counts in one.rows.items():
                total.rows[column] = [a + b for a, b in zip(total.rows.get(column, [0] * len(counts)), counts, strict=True)]
            print(score.row(document.name, one))
            if show:
                print("\n".join(f"    {miss}" for miss in one.miss))
            rows[document.name] = {column: one.value(column) for column in columns}
        print(score.row("all", total))
        return rows | {"all": {column: total.value(column) for column in columns}}

    def judge(self, gold: dict[str, Any], export: dict[str, Any]) -> dict[str, list[Verdict]]:
        """A verdict for each row of an export, by kind: directive, metric, citation, section and head (one row).

        Metrics of tables are judged against the table metrics of the gold rows; where those are not annotated, nothing is said of them
        (their verdict is made up).
        """
        return {
            "directive": self._directives(gold["directives"], export.get("directives") or []),
            "metric": self._metrics(gold, export.get("metrics") or []),
            "citation": self._citations(gold["citations"], export.get("citations") or []),
            "section": self._sections(gold["sections"], export.get("sections") or []),
            "head": [self._head(gold["document"], export.get("document") or {})],
        }

    def _directives(self, gold: Sequence[Row], rows: Sequence[Row]) -> list[Verdict]:
        score = self.module

        def right(want: Row, got: Row) -> dict[str, bool]:
            return {
                "lead": score.same_set(want["lead"], got.get("lead")),
                "coordinating": score.same_set(want["coordinating"], got.get("coordinating")),
                "deadline": score.deadline(want["deadline"]) == score.deadline(got.get("deadline")),
                "citations": {score.symbol(x) for x in want["citations"]} == {score.symbol(x) for x in got.get("citations") or []},
            }

        hits = {j: i for i, j in score.pair(gold, rows, score.same_text, SAME_DIRECTIVE)}
        return [Verdict(hits[j], right(gold[hits[j]], row)) if j in hits else MADE_UP for j, row in enumerate(rows)]

    def _metrics(self, gold: dict[str, Any], rows: Sequence[Row]) -> list[Verdict]:
        score = self.module
        verdicts = [MADE_UP] * len(rows)
        running = [j for j, row in enumerate(rows) if not row.get("in_table")]
        for i, k in score.pair(gold["metrics"], [rows[j] for j in running], score.same_metric, SAME_METRIC):
            verdicts[running[k]] = Verdict(i, self._metric_fields(gold["metrics"][i], rows[running[k]]))
        cells = [j for j, row in enumerate(rows) if row.get("in_table")]
        for i, k in score.pair(gold.get("table_metrics") or [], [rows[j] for j in cells], score.same_cell, SAME_CELL):
            verdicts[cells[k]] = Verdict(i, {})
        return verdicts

    def _metric_fields(self, want: Row, got: Row) -> dict[str, bool]:
        score = self.module

        def same(field: str) -> bool:
            if field in ("total", "change") and want[field] is not None:
                return bool(score.number(want[field]) == score.number(got.get(field)))
            return bool(score.loose(str(want[field])) == score.loose(str(got.get(field))))

        return {field: same(field) for field in METRIC_FIELDS}

    def _citations(self, gold: Sequence[Row], rows: Sequence[Row]) -> list[Verdict]:
        score = self.module

        def alike(want: Row, got: Row) -> float:
            return float(score.symbol(want["symbol"]) == score.symbol(got.get("symbol") or ""))

        hits = {j: i for i, j in score.pair(gold, rows, alike, 1.0)}
        return [
            Verdict(hits[j], {"issued_on": gold[hits[j]]["issued_on"] == row.get("issued_on")}) if j in hits else MADE_UP
            for j, row in enumerate(rows)
        ]

    def _sections(self, gold: Sequence[Row], rows: Sequence[Row]) -> list[Verdict]:
        score = self.module

        def alike(want: Row, got: Row) -> float:
            if want["path"].casefold() != (got.get("path") or "").casefold():
                return 0.0
            return float(
                score.fuzz.partial_ratio(score.loose(want["starts"]), score.loose(got.get("starts") or got.get("text") or "")) / 100
            )

        hits = {j: i for i, j in score.pair(gold, rows, alike, SAME_SECTION)}
        return [Verdict(hits[j], {}) if j in hits else MADE_UP for j in range(len(rows))]

    def _head(self, gold: Row, head: Row) -> Verdict:
        return Verdict(0, {field: self._same_head(field, want, head.get(field)) for field, want in gold.items()})

    def _same_head(self, field: str, want: str | None, got: str | None) -> bool:
        score = self.module
        if field in ("number", "symbol", "type"):
            return bool(score.symbol(want or "") == score.symbol(got or ""))
        if field == "subject" and want and got:
            return bool(score.Levenshtein.normalized_similarity(score.loose(want), score.loose(got)) >= 0.97)
        return bool(score.loose(want) == score.loose(got))


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_scorer", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
