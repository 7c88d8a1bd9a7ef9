"""The signatures of a PDF, examined in a process of its own: whatever the file does there, the document goes on."""

from __future__ import annotations

import json
import mmap
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tasks.domain.pdf_start import start_of
from tasks.domain.signature import NO_SIGNATURES, Chain, Later, Signature, Signatures, SignatureSource, Timestamp
from tasks.scan.limits import Limits
from tasks.scan.process import Bounds, Finished, run_bounded
from tasks.signing.clock import VIETNAM, signing_time
from tasks.signing.shown import with_words

CHILD = Path(__file__).with_name("child.py")
UNEXAMINED = "signatures-unexamined"
UNREADABLE = "signature-unreadable"
# PDF has had signatures since 1999.
_YEARS = (1999, 2200)
# Five hundred signatures tell less than this; a file whose names are made to flood us tells more.
_MOST_OUTPUT = 4 * 1024 * 1024


def read_signatures(path: Path, limits: Limits, trust: Path | None) -> Signatures:
    """Every signature of a file; none for a file that is no PDF or is not signed.

    Never raises on what is in the file: what cannot be examined within ``limits.render_seconds`` and ``limits.memory_bytes`` is a named
    fault of the signature or of the whole, and what was found before stands.

    Args:
        path: of the file; it is only read.
        limits: of time, memory and open files.
        trust: folder of certificates to check chains against; None: chains are not checked. Nothing is fetched.

    Raises:
        OSError: the file, or Python itself, cannot be read.
    """
    if not may_be_signed(path):
        return NO_SIGNATURES
    command = [sys.executable, "-I", str(CHILD), str(path.absolute()), *([str(trust.absolute())] if trust is not None else [])]
    done = run_bounded(command, Bounds(limits.render_seconds, limits.memory_bytes, _MOST_OUTPUT, limits.open_files))
    return _gathered(done, path, limits)


def may_be_signed(path: Path) -> bool:
    """Whether the file is a PDF with the words that every signature has; its dictionary can be neither packed nor encrypted.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        if b"%PDF-" not in start_of(file):
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return data.find(b"/ByteRange") >= 0


def _gathered(done: Finished, path: Path, limits: Limits) -> Signatures:
    by_number: dict[int, dict[str, Any]] = {}
    faults: list[str] = []
    for told in _told(done.stdout):
        if "n" not in told:
            faults.append(str(told.get("fault", "")))
            continue
        facts = by_number.setdefault(int(told["n"]), {})
        # What was found out first is the reason to give.
        facts |= {key: value for key, value in told.items() if not (key == "why" and facts.get("why"))}
    if done.timed_out:
        faults.append("it took too long")
    elif done.too_large:
        faults.append("it told too much")
    elif done.returncode != 0:
        faults.append("it ended the program that looked at it")
    found = with_words(path, [_signature(facts) for _, facts in sorted(by_number.items())], limits.rendering)
    if not found and not faults:
        # Somebody took it out by an update, or hid it.
        faults.append("the file holds what signatures have, and no signature")
    return Signatures(found, UNEXAMINED if faults else "", "; ".join(faults))


def _told(output: bytes) -> Iterator[dict[str, Any]]:
    """The lines that were written whole."""
    for line in output.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            yield told


def _signature(facts: dict[str, Any]) -> Signature:
    stamped = _time(facts.get("stamped_at"))
    signature = Signature(
        source=SignatureSource.SIGNATURE,
        field=facts.get("field") or "",
        signer=facts.get("signer"),
        organisation=facts.get("organisation"),
        unit=facts.get("unit"),
        locality=facts.get("locality"),
        signed_at=signing_time(_time(facts.get("attribute_time")), _time(facts.get("entry_time"))),
        timestamp=Timestamp(facts.get("timestamp", "none")),
        stamped_at=stamped.astimezone(VIETNAM) if stamped and stamped.tzinfo else stamped,
        covers_file=facts.get("covers_file"),
        later=Later(facts.get("later", "not-checked")),
        intact=facts.get("intact"),
        valid=facts.get("valid"),
        is_stamp=bool(facts.get("is_stamp")),
        chain=Chain(facts.get("chain", "not-checked")),
        authority=facts.get("authority"),
        detail=facts.get("fault") or facts.get("why") or "",
    )
    return _with_fault(signature, unreadable="fault" in facts or "signer" not in facts)


def _with_fault(signature: Signature, *, unreadable: bool) -> Signature:
    """The gravest that is to be said of it."""
    checks = (
        (unreadable, UNREADABLE),
        (signature.intact is False or signature.later is Later.OTHER, "changed-after-signing"),
        (signature.valid is False or signature.timestamp is Timestamp.BROKEN, "signature-invalid"),
        (signature.intact is None or signature.later is Later.NOT_CHECKED, "signature-unreadable"),
        (signature.chain is Chain.UNTRUSTED, "signature-untrusted"),
    )
    return replace(signature, fault=next((code for holds, code in checks if holds), ""))


def _time(text: Any) -> datetime | None:
    """A time; None for one that no clock of a signer shows, which could not be moved to another zone either."""
    if not isinstance(text, str):
        return None
    stated = datetime.fromisoformat(text)
    return stated if _YEARS[0] <= stated.year <= _YEARS[1] else None
