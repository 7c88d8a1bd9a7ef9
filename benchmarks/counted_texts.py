"""The texts that the syllable model is counted from, without those that it is measured on.

Plain text has a paragraph a line. A JSONL file holds whole documents ``{"text": ...}`` from web copies: lines are broken inside
sentences, paragraphs are parted by empty lines, cells of tables by " | ".
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

# Runs of this many words are compared. Notices share formulas ("Căn cứ Luật Tổ chức chính quyền địa phương ngày"), which never came to
# more than .16 of a document's runs in the official texts; a document that is held shares nearly all.
_RUN = 8
_HELD = 0.3
_WORD = re.compile(r"[^\W\d_]+")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a web copy, each on one line, cells of tables apart."""
    blocks = re.split(r"\n\s*\n", unicodedata.normalize("NFC", text))
    return [part for block in blocks for part in (" ".join(p.split()) for p in block.split("|")) if part]


def runs_of(text: str) -> set[int]:
    """Hashes of all runs of words of a text, without figures and case."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return {hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)}


def read_texts(path: Path, measured: Sequence[set[int]], leave_out: int = 0) -> Iterator[str]:
    """The texts of one file, a paragraph a line; paragraphs that stand in it word for word again are given once.

    Args:
        path: plain text, or documents as JSONL.
        measured: runs of each document that the model is measured on; texts of a JSONL file that hold one are left out.
        leave_out: leave out each so-manieth document, or line of a plain text, to measure on it; 0 for none.
    """
    seen: set[str] = set()
    if path.suffix != ".jsonl":
        lines = path.read_text("utf-8").splitlines()
        yield "\n".join(line for number, line in enumerate(lines) if not leave_out or number % leave_out)
        return
    for number, row in enumerate(path.read_text("utf-8").splitlines()):
        text = json.loads(row)["text"]
        if (leave_out and not number % leave_out) or holds_any(text, measured):
            continue
        fresh = [p for p in dict.fromkeys(paragraphs_of(text)) if p not in seen]
        seen.update(fresh)
        yield "\n".join(fresh)


def holds_any(text: str, measured: Sequence[set[int]]) -> bool:
    """Whether a text holds a good part of one of the documents."""
    runs = runs_of(text)
    return any(len(runs & document) > _HELD * len(document) for document in measured if document)
