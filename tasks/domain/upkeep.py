"""What is checked in the store, the work folder and the database, and what is found there."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.domain.outcome import Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be.

    Attributes:
        code: kebab-case; stable, docs/operations.md lists them.
        severity: error where something is lost, damaged or contradicts itself; info where something is only left over.
        subject: what it is about: a document, a table, a file.
        message: what was found, and what to do.
    """

    code: str
    severity: Severity
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Expected:
    """An original as the row of its document says it is stored.

    Attributes:
        document_id: row of the document.
        name: short id and file name, for people.
        sha256: of its bytes.
        byte_size: number of bytes.
        store_path: place below the store folder.
    """

    document_id: int
    name: str
    sha256: str
    byte_size: int
    store_path: str
