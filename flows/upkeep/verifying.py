"""Integrity on demand: the store, the work folder and the database checked against each other."""

from __future__ import annotations

from dataclasses import dataclass

from config.settings import Settings
from db.upkeep.verify import check_database, originals, pictures
from tasks.archive.inventory import check_original, strange_files, unneeded
from tasks.archive.places import work_place
from tasks.domain.errors import StoredPathError
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Fault
from tasks.progress import along

# Of what a run left in the work folder a later run may make use for a day; then it is worth a line.
_UNNEEDED_SECONDS = 86400.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked and found.

    Attributes:
        documents: originals read back.
        byte_size: bytes read back.
        revisions: revisions.
        quotes: pieces of evidence compared with their text.
        tables: tables whose constraints were checked.
        faults: what is not as it should be, the gravest first.
    """

    documents: int
    byte_size: int
    revisions: int
    quotes: int
    tables: int
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Nothing is lost, damaged or contradicts itself."""
        return all(fault.severity is not Severity.ERROR for fault in self.faults)


def verify(settings: Settings) -> Verdict:
    """Check everything; nothing is changed.

    Raises:
        LoadError: the database refused.
    """
    checked = check_database(settings.database)
    known = originals(settings.database)
    faults = [*checked.faults]
    faults += [fault for one in along(known, "originals") if (fault := check_original(settings.store_folder, one))]
    faults += strange_files(settings.store_folder, {one.sha256 for one in known})
    shown = pictures(settings.database)
    gone: dict[str, int] = {}
    for picture, short_id in along(shown.items(), "page pictures"):
        try:
            is_there = work_place(settings.work_folder, picture).is_file()
        except StoredPathError as error:
            faults.append(Fault("picture-misrecorded", Severity.ERROR, short_id, error.message))
            continue
        if not is_there:
            gone[short_id] = gone.get(short_id, 0) + 1
    faults += [
        Fault("picture-missing", Severity.WARNING, name, f"{n} page pictures are gone; `thongbao reprocess {name}` makes them again.")
        for name, n in gone.items()
    ]
    faults += _unused_work(settings, {one.sha256[:12] for one in known})
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    return Verdict(
        documents=len(known),
        byte_size=sum(one.byte_size for one in known),
        revisions=checked.revisions,
        quotes=checked.quotes,
        tables=checked.tables,
        faults=tuple(sorted(faults, key=lambda f: (order.index(f.severity), f.code, f.subject))),
    )


def _unused_work(settings: Settings, known: set[str]) -> list[Fault]:
    """Outputs of steps for documents that are not in the database, in one line."""
    found = unneeded(settings.work_folder, set(), known, _UNNEEDED_SECONDS)
    if not found:
        return []
    size = sum(one.byte_size for one in found)
    message = f"{len(found)} outputs of steps ({size / 1e6:.1f} MB) belong to no document; `thongbao purge` removes them."
    return [Fault("orphan-work", Severity.INFO, str(settings.work_folder), message)]
