"""Every part of a directive leads back to its place, on both databases, through corrections, backups' tables and purges."""

from dataclasses import replace

import pytest
from notice import PLAIN, Task
from sqlalchemy import event, func, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from db.asking.details import revision_detail
from db.asking.tracing import trace_row
from db.engine import engine_for, transaction
from db.models.finding import Directive, DirectivePart, Evidence
from db.models.run import Issue as IssueRow
from db.repository import write_reading
from db.review.corrections import Change, correct, undo
from db.schema import downgrade, upgrade
from db.upkeep.purge import delete_document, delete_revisions, superseded_revisions
from db.upkeep.snapshot import COUNTED
from db.upkeep.verify import check_database
from tasks.domain.errors import InvariantError, UnknownDocumentError
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span

FIRST = replace(PLAIN, tasks=(replace(PLAIN.tasks[0], coordinating=("Quyết định",), sure=False), *PLAIN.tasks[1:]))
NOT_SURE = Issue("directive-not-sure", Severity.WARNING, "Not sure.", 1, Span(0, 2), kind="directive", index=0, field="lead")


@pytest.fixture
def loaded(url, document, key):
    reading = FIRST.reading()
    write_reading(url, key(document), replace(reading, extraction=replace(reading.extraction, issues=(NOT_SURE,))))
    return url


def test_each_part_has_its_value_rule_and_place(loaded, document):
    row = revision_detail(loaded, document.id).directives[0]
    found = trace_row(loaded, "directive", row.id)
    assert [(p.field, p.position, p.value, p.rule) for p in found.parts] == [
        ("lead", 1, "Sở Nội vụ", "lead-rule"),
        ("coordinating", 1, "Quyết định", "coordinating-rule"),
        ("deadline", 1, "trước ngày 30/6/2026", "deadline-rule"),
    ]
    for part in found.parts:
        place = part.evidence
        assert found.revision.clean_text[place.span_start : place.span_end] == place.quote == part.value
        assert [r.page for r in place.regions] == [1]
    assert [(d.code, d.field) for d in found.doubts] == [("directive-not-sure", "lead")]
    assert (found.row.is_sure, found.row.in_table, found.row.item) == (False, False, 0)
    assert [p.value for p in revision_detail(loaded, document.id).directives[1].parts] == ["Sở Y tế", "trong quý III"]
    assert trace_row(loaded, "metric", revision_detail(loaded, document.id).metrics[0].id).parts == ()
    with pytest.raises(UnknownDocumentError):
        trace_row(loaded, "directive", 999)


def test_parties_of_one_heading_share_their_place(url, document, key):
    tasks = tuple(Task(3, ("Sở Nội vụ",), text=f"việc {n}") for n in range(20))
    write_reading(url, key(document), replace(PLAIN, tasks=tasks).reading())
    with transaction(url, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(DirectivePart)) == 20
        assert session.scalar(select(func.count(func.distinct(DirectivePart.evidence_id)))) == 1


def test_the_number_of_queries_does_not_grow_with_the_directives(url, document, key):
    asked = []
    event.listen(engine_for(url), "before_cursor_execute", lambda *a: asked.append(a[2]))
    numbers = []
    for many in (1, 30):
        tasks = tuple(Task(3, ("Sở Nội vụ",), text=f"việc {n}") for n in range(many))
        write_reading(url, key(document, f"f{many}"), replace(PLAIN, tasks=tasks).reading())
        asked.clear()
        revision_detail(url, document.id)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_what_a_person_looked_at_is_sure_until_it_is_taken_back(loaded, document):
    def sure():
        with engine_for(loaded).connect() as connection:
            seen = [bool(s) for (s,) in connection.execute(text("SELECT sure FROM current_directive ORDER BY position"))]
        assert seen == [d.is_sure for d in revision_detail(loaded, document.id).directives]
        return seen

    [first, *_] = revision_detail(loaded, document.id).directives
    assert sure() == [False, True, True, True]
    for said in ({"action": "confirm"}, {"action": "change", "values": {"product": "báo cáo"}}):
        correct(loaded, Change(document.id, "directive", actor="Lan", row_id=first.id, **said))
        assert sure()[0]
        assert trace_row(loaded, "directive", first.id).doubts == []
        undo(loaded, document.id, "Lan")
        assert not sure()[0]
    correct(loaded, Change(document.id, "directive", "reject", "Lan", first.id))
    assert not revision_detail(loaded, document.id, rejected=True).directives[0].is_sure
    correct(loaded, Change(document.id, "directive", "add", "Lan", values={"text": "Gửi báo cáo"}, quote="báo cáo về Văn phòng"))
    assert sure() == [True] * 4
    assert check_database(loaded).faults == ()


def test_a_part_goes_with_its_revision_and_its_document(loaded, document, key):
    write_reading(loaded, key(document, "f2"), PLAIN.reading())
    far = revision_detail(loaded, document.id).revision.created_at.replace(year=2999)
    delete_revisions(loaded, document.id, superseded_revisions(loaded, far))
    with transaction(loaded, read_only=True) as session:
        kept = set(session.scalars(select(Directive.revision_id).join(DirectivePart, DirectivePart.directive_id == Directive.id)))
    assert kept == {revision_detail(loaded, document.id).revision.id}
    assert check_database(loaded).faults == ()
    delete_document(loaded, document.id, "test")
    with transaction(loaded, read_only=True) as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in (DirectivePart, Evidence)] == [0, 0]


def test_verify_sees_a_part_with_another_readings_place(loaded, document, key):
    write_reading(loaded, key(document, "f2"), PLAIN.reading())
    with engine_for(loaded).begin() as connection:
        connection.execute(text("UPDATE directive_part SET evidence_id = (SELECT max(id) FROM evidence) WHERE id = 1"))
    assert [(f.code, f.subject) for f in check_database(loaded).faults] == [("foreign-evidence", "directive_part 1")]
    assert "directive_part" in COUNTED


def test_a_part_that_is_not_its_quote_is_never_written(url, document, key):
    reading = PLAIN.reading()
    first, *others = reading.extraction.parts
    wrong = (replace(first[0], quote="x"), *first[1:])
    with pytest.raises(InvariantError):
        write_reading(url, key(document), replace(reading, extraction=replace(reading.extraction, parts=(wrong, *others))))


def test_the_database_knows_no_other_field(loaded):
    with engine_for(loaded).begin() as connection, pytest.raises(DBAPIError), connection.begin_nested():
        connection.execute(text("UPDATE directive_part SET field = 'text'"))


HEAD_DOUBTS = {
    "The head has no issued on.": "issued_on",
    "The head has no symbol.": "symbol",
    "number '12' was read with confidence 40.": "number",
    "signer_name 'An' was read with confidence 4.": "signer_name",
    "recipients '- Như trên' was read with confidence 0.": "recipients",
    "signerXname 'An' was read.": None,
    "Something else.": None,
}


def test_a_database_goes_down_and_up_and_doubts_of_old_heads_get_their_field(loaded, document):
    downgrade(loaded, "0006")
    there = inspect(engine_for(loaded))
    assert "directive_part" not in there.get_table_names()
    assert not {"sure", "in_table", "item"} & {c["name"] for c in there.get_columns("directive")}
    assert "sure" not in {c["name"] for c in there.get_columns("current_directive")}
    with engine_for(loaded).begin() as connection:
        # No place that only a part had stays behind.
        assert connection.scalar(text("SELECT count(*) FROM evidence WHERE quote = 'trong quý III'")) == 0
        columns = [c for c in IssueRow.__table__.c if c.name not in {"id", "field"}]
        [first] = [dict(row._mapping) for row in connection.execute(select(*columns))]
        rows = [first | {"message": said, "subject_kind": "head", "subject_id": None} for said in HEAD_DOUBTS]
        rows.append(first | {"message": "symbol of a row"})
        connection.execute(insert(IssueRow.__table__), rows)
    upgrade(loaded)
    detail = revision_detail(loaded, document.id)
    assert {i.message: i.field for i in detail.issues if i.subject_kind == "head"} == HEAD_DOUBTS
    assert {i.field for i in detail.issues if i.subject_kind != "head"} == {None}
    assert [(d.sure, d.in_table, d.item, d.is_sure, d.parts) for d in detail.directives] == [(None, None, None, False, [])] * 4
    assert trace_row(loaded, "directive", detail.directives[0].id).parts == []
    assert check_database(loaded).faults == ()
    correct(loaded, Change(document.id, "head", "confirm", "Lan", values={"issued_on": "2026-06-19"}))
    settled = revision_detail(loaded, document.id)
    assert [i.message for i in settled.issues if i.id in settled.settled] == ["The head has no issued on."]
