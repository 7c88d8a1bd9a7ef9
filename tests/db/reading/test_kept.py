"""What is kept for list and board is what a recount gives, whatever was done and in whatever order."""

import random
from dataclasses import replace
from datetime import date

import pytest
from notice import PLAIN, TASKS, misread
from sqlalchemy import text

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.details import revision_detail
from db.asking.listing import Wanted, list_page
from db.copies.settle import copies_in
from db.engine import engine_for, transaction
from db.reading.documents import quarantine, register_document, reopen
from db.reading.kept import keep, keep_what_is_not, kept_wrong, touch
from db.record.history import now
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct, undo
from db.review.followup import extend_task, set_task
from db.schema import downgrade, upgrade
from db.upkeep.purge import delete_document, delete_revisions, superseded_revisions
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.outcome import Issue, Severity

STATES = ("not_started", "in_progress", "done", "cancelled")
DOUBT = Issue("directive-doubtful", Severity.WARNING, "?", kind="directive", index=0)


class Office:
    """Does at random what an office does over the years."""

    def __init__(self, url, seed):
        self.url, self.rng, self.files, self.count = url, random.Random(seed), [], 0

    def load(self):
        """A new file, or one that is read again; some are copies of one paper."""
        self.count += 1
        if not self.files or self.rng.random() < 0.5:
            document, _ = register_document(
                self.url, sha256=f"{self.count:064x}", byte_size=1, store_path="x", delivery=(f"/in/{self.count}", "x.pdf")
            )
            self.files.append(document.id)
        number = self.rng.choice(self.files)
        reading = self.rng.choice(
            (PLAIN, replace(PLAIN, tasks=TASKS[1:]), misread(PLAIN, "danh", "dxnh"), replace(PLAIN, symbol=f"{number}/TB-UBND"))
        ).reading()
        issued = self.rng.choice((date(2026, 6, 19), None, reading.structure.head.issued_on))
        head = replace(reading.structure.head, issued_on=issued)
        reading = replace(reading, structure=replace(reading.structure, head=head), issues=self.rng.choice(((), (DOUBT,))))
        write_reading(self.url, RevisionKey(number, f"f{self.count}", {}, {}), reading)

    def _directive(self):
        with transaction(self.url, read_only=True) as session:
            ids = session.scalars(
                text("SELECT d.id FROM directive d JOIN revision r ON r.id = d.revision_id WHERE r.is_current ORDER BY d.id")
            ).all()
            number = self.rng.choice(ids)
            where = text("SELECT r.document_id FROM directive d JOIN revision r ON r.id = d.revision_id WHERE d.id = :id")
            return number, session.scalar(where, {"id": number})

    def correct(self):
        """A directive is confirmed, rejected, given to somebody else, or the head is."""
        number, document = self._directive()
        change = self.rng.choice(
            (
                Change(document, "directive", "confirm", "Lan", number),
                Change(document, "directive", "reject", "Lan", number),
                Change(document, "directive", "change", "Lan", number, {"lead": ["Ban X", "Ban Y"]}),
                Change(document, "directive", "change", "Lan", number, {"deadline_on": "01/02/2027"}),
                Change(document, "head", "change", "Lan", values={"issuer": "UBND tỉnh Bình Sơn", "symbol": "9/CT-UBND"}),
            )
        )
        correct(self.url, change)

    def take_back(self):
        """The last correction of a document."""
        undo(self.url, self._directive()[1], "Lan")

    def follow(self):
        """Somebody says how far a task is."""
        number, state, owner = self._directive()[0], self.rng.choice(STATES), self.rng.choice((None, "Minh", "Hoa"))
        said = {"completed_on": self.rng.choice((date(2026, 6, 20), date(2027, 3, 1)))} if state == "done" else {}
        set_task(self.url, number, "Lan", source="page", state=state, owner=owner, **said)

    def extend(self):
        """A document puts a deadline off."""
        number, days = self._directive()[0], {"issued_on": date(2026, 7, self.rng.randint(1, 20)), "deadline_on": date(2027, 1, 31)}
        extend_task(self.url, number, "Lan", source="page", symbol="5/CV-UBND", **days)

    def set_aside(self):
        """A file that cannot be read, and one that is to be read after all."""
        self.count += 1
        document, _ = register_document(self.url, sha256=f"{self.count:064x}", byte_size=1, store_path="x", delivery=None)
        quarantine(self.url, document.id, "encrypted-pdf", "It opens only with a password.")
        if self.rng.random() < 0.5:
            reopen(self.url, document.id)

    def purge(self):
        """Old readings, or a whole document."""
        for old in superseded_revisions(self.url, now()):
            delete_revisions(self.url, old.document_id, [old])
        if len(self.files) > 2 and self.rng.random() < 0.5:
            delete_document(self.url, self.files.pop(self.rng.randrange(len(self.files))), "a test")

    def restore(self):
        """A backup from before the numbers were kept takes the place of the database."""
        downgrade(self.url, "0017")
        upgrade(self.url)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_a_recount_gives(url, seed):
    office = Office(url, seed)
    office.load()
    deeds = (
        [office.load] * 4
        + [office.correct] * 4
        + [office.follow] * 3
        + [office.extend] * 2
        + [office.take_back, office.set_aside, office.purge]
    )
    for number in range(20):
        deed = office.restore if number == 12 else office.rng.choice(deeds)
        try:
            deed()
        except CorrectionError:  # there was nothing to take back, or it is so already
            continue
        with transaction(url, read_only=True) as session:
            assert list(kept_wrong(session)) == [], deed.__name__


def test_a_copy_is_on_no_board_and_is_again_when_the_other_is_gone(url):
    office = Office(url, 0)
    for number in (1, 2):
        document, _ = register_document(url, sha256=f"{number:064x}", byte_size=1, store_path="x", delivery=None)
        write_reading(url, RevisionKey(document.id, "f", {}, {}), PLAIN.reading())
        office.files.append(document.id)
    with transaction(url, read_only=True) as session:
        leading = next(number for number, leads in copies_in(session, office.files[0]).items() if leads)
    assert board(url, BoardWanted(), date(2026, 6, 25)).counts.total == len(revision_detail(url, leading).tasks)
    assert list_page(url, Wanted()).total == 2
    delete_document(url, leading, "a test")
    assert board(url, BoardWanted(), date(2026, 6, 25)).counts.total == 4
    assert list_page(url, Wanted()).total == 1


def test_wrong_numbers_are_told_and_mended(url, document, reading, key):
    write_reading(url, key(document), reading())
    with engine_for(url).begin() as connection:
        connection.execute(text("UPDATE list_entry SET tasks = 99"))
        connection.execute(text("UPDATE board_count SET number = number + 5 WHERE field = 'all'"))
    with transaction(url, read_only=True) as session:
        told = list(kept_wrong(session))
        assert [owner for owner, _ in told if owner] == [document.id]
        assert any("board_count" in words for _, words in told)
    with engine_for(url).begin() as connection:
        for table in ("list_entry", "board_entry", "board_party", "list_count", "board_count", "lead_count"):
            connection.execute(text(f"DELETE FROM {table}"))
    keep_what_is_not(url)
    with transaction(url) as session:
        keep(session, [document.id])  # changes nothing
        touch(session, 12345)  # is no document


def test_a_transaction_that_is_given_up_keeps_nothing(url, document, reading, key):
    write_reading(url, key(document), reading())
    with pytest.raises(ZeroDivisionError), transaction(url) as session:
        touch(session, document.id)
        session.execute(text("UPDATE revision SET issuer = 'x'"))
        session.flush()
        raise ZeroDivisionError
    assert [name for name, _ in list_page(url, Wanted()).issuers] == ["UBND tỉnh Tân Giang"]
