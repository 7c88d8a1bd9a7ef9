"""Retention: what may go, as a plan to look at first, and its removal."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from config.settings import Settings
from db.record.audit import purged_hashes
from db.record.history import now, release_lease, take_lease
from db.upkeep import purge
from tasks.archive.inventory import Leftover, half_written, size_of, unneeded
from tasks.archive.originals import store_path_of
from tasks.archive.places import original_place
from tasks.domain.errors import BusyDocumentError
from tasks.domain.upkeep import Expected

# Long enough to remove a document, short enough that a killed purge holds nobody up for long.
LEASE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge removes.

    Attributes:
        documents: whole documents with their originals.
        revisions: readings that newer ones replaced, in order of document.
        runs: ids of runs, children first.
        artifacts: outputs of steps that no revision needs.
        leftovers: what killed runs left half done.
    """

    documents: tuple[Expected, ...] = ()
    revisions: tuple[purge.OldRevision, ...] = ()
    runs: tuple[str, ...] = ()
    artifacts: tuple[Leftover, ...] = ()
    leftovers: tuple[Leftover, ...] = ()

    @property
    def byte_size(self) -> int:
        """Bytes that the removal frees on disk, the database left out."""
        return sum(d.byte_size for d in self.documents) + sum(f.byte_size for f in (*self.artifacts, *self.leftovers))


def plan_purge(settings: Settings, days: float, *, quarantined: bool) -> PurgePlan:
    """What is older than so many days and no longer needed.

    Never part of it: originals of loaded or waiting documents, the revision a document shows, its pictures, what a run works on.

    Args:
        settings: where everything lies.
        days: least age.
        quarantined: take documents that were set aside, too.
    """
    url, before = settings.database, _days_ago(days)
    revisions = sorted(purge.superseded_revisions(url, before), key=lambda r: (r.document_id, r.number))
    documents = purge.quarantined_documents(url, before) if quarantined else []
    kept = {sha256[:12] for sha256 in purge.busy_or_waiting(url)} | {d.sha256[:12] for d in documents}
    in_use = purge.artifacts_in_use(url, [r.id for r in revisions])
    return PurgePlan(
        documents=tuple(documents),
        revisions=tuple(revisions),
        runs=tuple(purge.old_runs(url, before)),
        artifacts=tuple(unneeded(settings.work_folder, in_use, kept, days * 86400)),
        leftovers=(*half_written(settings.store_folder, settings.work_folder), *_unfinished_purges(settings)),
    )


def _days_ago(days: float) -> datetime:
    return now() - timedelta(days=days)


def _unfinished_purges(settings: Settings) -> list[Leftover]:
    """Originals whose rows a purge removed before it was killed."""
    paths = [settings.store_folder / store_path_of(sha256) for sha256 in sorted(purged_hashes(settings.database))]
    return [Leftover(path, size_of(path)) for path in paths if path.is_file()]


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did.

    Attributes:
        skipped: documents that a run was working on, left for the next purge.
    """

    skipped: tuple[str, ...] = ()


def carry_out(settings: Settings, plan: PurgePlan, reason: str) -> Purged:
    """Remove what a plan names; rows go before files, so that no row ever points at a file that is gone.

    Args:
        settings: where everything lies.
        plan: what to remove.
        reason: for the audit trail.

    Raises:
        LoadError: the database refused; what was removed until then stays removed.
        StoredPathError: a row names a file that is not its original; nothing of its document is removed.
    """
    url, skipped = settings.database, []
    for document in plan.documents:
        try:
            with _alone(url, document.sha256):
                place = original_place(settings.store_folder, document.store_path, document.sha256)
                purge.delete_document(url, document.document_id, reason)
                place.unlink(missing_ok=True)
                shutil.rmtree(settings.work_folder / document.sha256[:12], ignore_errors=True)
        except BusyDocumentError:
            skipped.append(document.name)
    for document_id, group in groupby(plan.revisions, key=lambda r: r.document_id):
        revisions = list(group)
        try:
            with _alone(url, revisions[0].sha256):
                purge.delete_revisions(url, document_id, revisions)
        except BusyDocumentError:
            skipped.append(revisions[0].short_id)
    purge.delete_runs(url, plan.runs)
    files = (*plan.artifacts, *plan.leftovers)
    if files:
        purge.record_removal(url, f"{len(plan.artifacts)} outputs of steps, {len(plan.leftovers)} left by killed runs")
    for leftover in files:
        _remove(leftover.path)
    return Purged(tuple(skipped))


@contextmanager
def _alone(url: str, sha256: str) -> Iterator[None]:
    run_id = f"purge-{uuid.uuid4()}"
    take_lease(url, sha256, run_id, LEASE_SECONDS)
    try:
        yield
    finally:
        release_lease(url, run_id)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    if path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()
