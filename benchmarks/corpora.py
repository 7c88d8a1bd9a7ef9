"""The annotated documents beside the checkout, whatever folders they lie in, and the official texts without annotation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.archive.inside import read_json

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
CORPORA = (SHARED / "corpus", SHARED / "corpus-b")
SAMPLES = ROOT / "samples"
OFFICIAL = SHARED / "text" / "official.jsonl"
# Gold files come from people, as workbooks do: the largest has 300 kB, and 4 lists or objects in each other.
_LARGEST_GOLD, _DEEPEST_GOLD = 16 * 1024 * 1024, 16


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document whose rows are known.

    Attributes:
        folder: holds ``scan.pdf``, ``text.txt`` and ``gold.json``.
    """

    folder: Path

    @property
    def name(self) -> str:
        """Of its folder."""
        return self.folder.name

    @property
    def scan(self) -> Path:
        """The input of the program."""
        return self.folder / "scan.pdf"

    def text(self) -> str:
        """The exact transcript."""
        return (self.folder / "text.txt").read_text("utf-8")

    def gold(self) -> dict[str, Any]:
        """What must end up in the database."""
        path = self.folder / "gold.json"
        if path.stat().st_size > _LARGEST_GOLD:
            raise ValueError(f"{path} is larger than {_LARGEST_GOLD:,} bytes")
        rows: dict[str, Any] = read_json(path.read_bytes(), _DEEPEST_GOLD)
        return rows


def annotated(corpora: Iterable[Path], names: Sequence[str] = ()) -> tuple[Annotated, ...]:
    """The documents of several folders, each folder's in order of their names.

    Args:
        corpora: folders of documents; one that does not exist holds none.
        names: the documents to take, all where there are none.
    """
    found = (Annotated(gold.parent) for corpus in corpora for gold in sorted(corpus.glob("*/gold.json")))
    return tuple(document for document in found if not names or document.name in names)


def scorer_of(corpora: Iterable[Path]) -> Path:
    """The scorer that lies in one of the folders; it serves them all.

    Raises:
        FileNotFoundError: no folder holds one.
    """
    for corpus in corpora:
        if (corpus / "score.py").is_file():
            return corpus / "score.py"
    raise FileNotFoundError("No folder of the corpus holds score.py.")


def official_texts(path: Path = OFFICIAL) -> Iterator[tuple[str, str]]:
    """Name and text of each official document; none where the file is missing."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            yield f"official-{number:03}", json.loads(line)["text"]
