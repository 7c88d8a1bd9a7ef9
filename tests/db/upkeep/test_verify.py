"""A database is damaged on purpose, past every guard, and each damage is found."""

import pytest
from sqlalchemy import select, text

from db.engine import engine_for, transaction
from db.models.finding import Directive
from db.reading.documents import register_document
from db.repository import write_reading
from db.review.followup import extend_task
from db.schema import upgrade
from db.upkeep.verify import check_database, originals, pictures
from tasks.domain.outcome import Severity


@pytest.fixture
def loaded(url, document, reading, key):
    write_reading(url, key(document), reading())
    return url


def damage(url, *statements):
    """Run statements with references unguarded, as a careless restore would."""
    with engine_for(url).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
            connection.rollback()
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")
        else:
            connection.execute(text("SET session_replication_role = origin"))
            connection.commit()


def test_a_sound_database_has_no_fault(loaded):
    found = check_database(loaded)
    assert found.faults == ()
    assert (found.documents, found.revisions) == (1, 1)
    assert found.quotes >= 5
    assert found.tables > 10


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE evidence SET quote = 'something else' WHERE id = 2", "quote-mismatch"),
        ("UPDATE revision SET clean_text = ' ' || clean_text", "quote-mismatch"),
        ("UPDATE revision SET is_current = (1 = 0)", "no-reading"),
        ("UPDATE document SET state = 'waiting'", "half-loaded"),
        ("UPDATE document SET state = 'quarantined', reason = NULL", "no-reason"),
        ("DELETE FROM page", "no-pages"),
        ("UPDATE directive SET section_id = 999", "broken-reference"),
        ("DELETE FROM search_index WHERE kind = 'metric'", "not-findable"),
        ("UPDATE search_index SET row_id = 77 WHERE kind = 'directive'", "search-orphan"),
    ],
)
def test_each_damage_is_found(loaded, statement, code):
    damage(loaded, statement)
    faults = check_database(loaded).faults
    assert code in {f.code for f in faults}, faults
    assert all(f.severity is Severity.ERROR and f.subject and f.message for f in faults)


def test_evidence_of_another_revision_is_found(loaded, document, reading, key):
    write_reading(loaded, key(document, "f2"), reading())
    damage(loaded, "UPDATE metric SET evidence_id = (SELECT min(id) FROM evidence)")
    assert "foreign-evidence" in {f.code for f in check_database(loaded).faults}


def test_a_constraint_and_a_table_that_are_gone_are_found(loaded):
    damage(loaded, "DROP INDEX uq_revision_current", "DROP TABLE text_change")
    assert {(f.code, f.subject) for f in check_database(loaded).faults} == {
        ("constraint-missing", "revision"),
        ("table-missing", "text_change"),
    }


def test_a_constraint_never_checked_is_found(postgres_url):
    upgrade(postgres_url)
    damage(
        postgres_url,
        "ALTER TABLE agency DROP CONSTRAINT ck_agency_kind",
        "ALTER TABLE agency ADD CONSTRAINT ck_agency_kind CHECK (kind IN ('agency', 'group')) NOT VALID",
    )
    assert [f.code for f in check_database(postgres_url).faults] == ["constraint-not-enforced"]


def test_a_file_of_sqlite_that_breaks_its_own_constraints_is_found(tmp_path):
    url = f"sqlite:///{tmp_path / 'damaged.db'}"
    upgrade(url)
    register_document(url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=None)
    engine = engine_for(url)
    with engine.connect() as connection:
        connection.rollback()
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA ignore_check_constraints = ON")
        driver.execute("UPDATE document SET state = 'nowhere'")
    engine.dispose()
    assert "database-damaged" in {f.code for f in check_database(url).faults}


def test_originals_and_pictures_are_named_as_the_rows_tell(loaded):
    [one] = originals(loaded)
    assert (one.name, one.sha256, one.byte_size, one.store_path) == ("abababab (a.pdf)", "ab" * 32, 3, "ab/x")
    assert pictures(loaded) == {"f/p.jpg": "abababab"}


@pytest.mark.parametrize(
    "statement",
    ["UPDATE follow_up SET extended_to = NULL", "UPDATE follow_up SET extended_to = '2026-08-01'", "DELETE FROM follow_up_extension"],
)
def test_a_deadline_that_is_not_that_of_its_extensions_is_found(loaded, statement):
    with transaction(loaded) as session:
        number = session.scalars(select(Directive.id).order_by(Directive.id)).first()
    extend_task(loaded, number, "Lan", source="page", deadline_on="15/8/2026", symbol="9/UBND", issued_on="20/6/2026")
    assert check_database(loaded).faults == ()
    damage(loaded, statement)
    assert "extension-not-followed" in [fault.code for fault in check_database(loaded).faults]
