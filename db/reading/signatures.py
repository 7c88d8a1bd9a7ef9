"""The signatures of a reading as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from db.models.signature import Signature
from tasks.domain.legible import storable
from tasks.domain.reading import Reading


def signature_rows(revision_id: int, reading: Reading) -> Iterator[Signature]:
    """One row a signature or banner, with what it says of the head.

    Texts come out of files that anybody may have made; what no database can hold is left out of them.
    """
    for index, found in enumerate(reading.signatures.found):
        values = {name: storable(value) if type(value) is str else value for name, value in asdict(found).items() if name != "place"}
        said = [[v.field, v.said, v.value] for v in reading.structure.verdicts if v.index == index]
        yield Signature(**values | {"revision_id": revision_id, "position": index + 1, "fault": found.fault or None, "says": said})
