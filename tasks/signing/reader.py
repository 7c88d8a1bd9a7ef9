"""The signatures of one file, as a confined process reads them."""

from __future__ import annotations

from pathlib import Path

from tasks.domain.signature import Signatures
from tasks.scan.limits import Limits
from tasks.signing.read import read_signatures

CARRIED = (Path, Limits, Path | None)


class SignatureReader:
    """One file that may be signed.

    Args:
        path: of the file.
        limits: of time, memory and open files.
        trust: folder of certificates to check chains against; None: chains are not checked.
    """

    def __init__(self, path: Path, limits: Limits, trust: Path | None) -> None:
        self._path, self._limits, self._trust = path, limits, trust

    def signatures(self) -> Signatures:
        """As :func:`read_signatures`."""
        return read_signatures(self._path, self._limits, self._trust)
