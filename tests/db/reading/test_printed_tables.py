"""Tables as rows: every cell with its place, corrected cell by cell, found again in another reading, gone with its document."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from tabled import GRID, Tabled, cells_of, change, write

from db.asking.details import revision_detail
from db.asking.questions import compare
from db.engine import engine_for, transaction
from db.limited import Limited, Sight
from db.models.finding import Evidence, Metric
from db.models.printed import PrintedTable, TableCell
from db.review.corrections import Change, correct, list_corrections, undo
from db.schema import downgrade, upgrade
from db.upkeep.purge import delete_document
from db.upkeep.verify import check_database
from tasks.domain.correction_errors import CorrectionError, StaleCorrectionError


def test_it_comes_back_as_it_was(url, with_table):
    detail = revision_detail(url, with_table)
    [table] = detail.tables
    assert (table.position, table.kind, table.title, table.path) == (1, "figures", "Bảng 1. Hộ nghèo các xã", "2")
    assert (table.row_count, table.column_count, table.head_rows) == (3, 3, 1)
    assert [tuple(cell.text or "" for cell in table.cells[i : i + 3]) for i in (0, 3, 6)] == list(GRID)
    cell = cells_of(url, with_table)[2, 2]
    assert (cell.evidence.quote, cell.evidence.confidence, cell.review, cell.printed) == ("120", 90.0, None, "120")
    assert [(r.page, r.box_left, r.box_right) for r in cell.evidence.regions] == [(1, 228, 264)]
    assert cell.known_by == "Bảng 1. Hộ nghèo các xã | An Hòa | Hộ nghèo"
    empty = cells_of(url, with_table)[3, 3]
    assert (empty.text, empty.evidence.quote, empty.evidence.confidence, len(empty.evidence.regions)) == (None, "", None, 1)
    led = {m.name: m.cell_id for m in detail.metrics if m.in_table}
    assert led == {f"hộ nghèo {name}": cells_of(url, with_table)[row, 2].id for name, row in (("An Hòa", 2), ("Bình Minh", 3))}
    assert [d.cell_id for d in detail.directives if d.in_table] == [cells_of(url, with_table)[2, 1].id]
    assert check_database(url).faults == ()


def test_a_reading_without_tables_has_none(url, reading):
    assert revision_detail(url, write(url, reading())).tables == []


def test_a_cell_is_corrected_confirmed_and_taken_back(url, with_table):
    number = change(url, with_table, (3, 3), "  12 ")
    cell = cells_of(url, with_table)[3, 3]
    assert (cell.text, cell.printed, cell.review, cell.machine) == ("12", None, "corrected", {"text": None})
    [entry] = list_corrections(url, with_table)
    assert (entry.kind, entry.row_id, entry.before, entry.after, entry.state) == (
        "cell",
        cell.id,
        {"text": None},
        {"text": "12"},
        "applied",
    )
    assert entry.places[0].page == 1
    correct(url, Change(with_table, "cell", "confirm", "An", cells_of(url, with_table)[2, 3].id))
    assert cells_of(url, with_table)[2, 3].review == "confirmed"
    assert check_database(url).faults == ()
    undo(url, with_table, "Lan", number)
    assert [cells_of(url, with_table)[3, 3].text, cells_of(url, with_table)[3, 3].review] == [None, None]


@pytest.mark.parametrize("action", ["add", "reject"])
def test_nobody_adds_or_rejects_a_cell(url, with_table, action):
    with pytest.raises(CorrectionError, match=f"Nobody can {action} a cell"):
        correct(url, Change(with_table, "cell", action, "Lan", cells_of(url, with_table)[2, 2].id, quote="An Hòa"))


def test_who_was_slower_is_told(url, with_table):
    change(url, with_table, (2, 2), "121", seen=0)
    with pytest.raises(StaleCorrectionError, match="Lan corrected the same cell"):
        change(url, with_table, (2, 2), "122", actor="An", seen=0)
    change(url, with_table, (2, 3), "36", actor="An", seen=0)


OTHER = {
    "as before": Tabled(),
    "another resolution": Tabled(dpi=300),
    "the cell misread": Tabled(grid=(GRID[0], ("An Hòa", "12O", "35"), GRID[2])),
    "the title misread": Tabled(title="Bang 1. Hô nghèo các xã"),
    "a row more": Tabled(grid=(*GRID, ("Chi Lăng", "7", "1"))),
}


@pytest.mark.parametrize("name", OTHER)
def test_a_correction_is_found_again_in_another_reading(url, with_table, name):
    change(url, with_table, (2, 2), "130")
    change(url, with_table, (3, 3), "12")
    write(url, OTHER[name].reading(), "f2")
    cells = cells_of(url, with_table)
    assert [cells[2, 2].text, cells[3, 3].text] == ["130", "12"]
    assert [c.state for c in list_corrections(url, with_table)] == ["applied", "conflict" if name == "the cell misread" else "applied"]
    assert cells[2, 2].printed == ("12O" if name == "the cell misread" else "120")


def test_without_places_a_cell_is_found_by_its_heads(url):
    document = write(url, Tabled(placed=False).reading())
    change(url, document, (3, 3), "12")
    turned = (GRID[0], GRID[2], GRID[1])
    write(url, Tabled(placed=False, grid=turned).reading(), "f2")
    assert cells_of(url, document)[2, 3].text == "12"


def test_of_cells_that_are_alike_none_is_taken_for_another(url):
    grid = (("Xã", "Hộ"), ("An", "0"), ("An", "0"))
    document = write(url, Tabled(placed=False, grid=grid).reading())
    change(url, document, (3, 2), "5")
    write(url, Tabled(placed=False, grid=grid).reading(), "f2")
    assert cells_of(url, document)[3, 2].text == "5"
    write(url, Tabled(placed=False, grid=(*grid, ("An", "0"))).reading(), "f3")
    assert [c.state for c in list_corrections(url, document)] == ["unplaced"]
    assert {cell.review for cell in cells_of(url, document).values()} == {None}


def test_a_table_that_is_found_no_more_leaves_its_correction_for_people(url, with_table, reading):
    change(url, with_table, (2, 2), "130")
    write(url, reading(), "f2")
    [entry] = list_corrections(url, with_table)
    assert (entry.state, entry.row_id, entry.words) == ("unplaced", None, "Bảng 1. Hộ nghèo các xã | An Hòa | Hộ nghèo 120")
    assert {f.code for f in check_database(url).faults} == {"correction-unplaced"}
    write(url, Tabled().reading(), "f3")
    assert cells_of(url, with_table)[2, 2].text == "130"


def test_what_another_revision_has_in_its_table_is_told_by_row(url, with_table):
    write(url, Tabled(grid=(GRID[0], ("An Hòa", "121", "35"), GRID[2])).reading(), "f2")
    differences = compare(revision_detail(url, with_table, 1), revision_detail(url, with_table))
    [found] = [d for d in differences if d.kind == "table"]
    assert (found.before, found.after) == tuple(f"table 1, row 2: An Hòa | {n} | 35" for n in (120, 121))


def test_it_goes_with_its_document(url, with_table):
    change(url, with_table, (2, 2), "130")
    delete_document(url, with_table, "test")
    with transaction(url, read_only=True) as session:
        for table in (PrintedTable, TableCell, Metric, Evidence):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_below_0014_nothing_is_said_of_cells_and_the_log_stays_guarded(url, with_table):
    number = change(url, with_table, (2, 2), "130")
    undo(url, with_table, "Lan", number)
    change(url, with_table, (3, 3), "12")
    correct(url, Change(with_table, "head", "change", "Lan", values={"subject": "x"}))
    downgrade(url, "0012")
    with engine_for(url).connect() as connection:
        assert [kind for (kind,) in connection.execute(text("SELECT kind FROM correction"))] == ["head"]
        assert connection.scalar(text("SELECT count(*) FROM current_metric WHERE name LIKE 'hộ nghèo%'")) == 2
    for words in ("DELETE FROM correction", "UPDATE correction SET actor = 'x'"):
        with pytest.raises(DBAPIError, match="only added to"), engine_for(url).begin() as connection:
            connection.execute(text(words))
    upgrade(url)
    assert revision_detail(url, with_table).tables == []
    assert {m.cell_id for m in revision_detail(url, with_table).metrics} == {None}
    write(url, Tabled().reading(), "f2")
    change(url, with_table, (2, 2), "130")
    assert check_database(url).faults == ()


def test_who_may_not_see_the_document_sees_no_cell(url, with_table):
    with transaction(Limited(url, Sight(sources=("/elsewhere/",))), read_only=True) as session:
        counts = [session.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in ("printed_table", "table_cell")]
        assert counts == [0, 0]
    [table] = revision_detail(Limited(url, Sight(sources=("/in/",))), with_table).tables
    assert len(table.cells) == 9


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (delete(TableCell).where(TableCell.first_row == 3, TableCell.first_column == 3), "table-not-whole"),
        (update(TableCell).where(TableCell.first_row == 3, TableCell.first_column == 3).values(last_column=4), "table-not-whole"),
        (update(TableCell).where(TableCell.first_row == 3, TableCell.first_column == 3).values(revision_id=1), "foreign-cell"),
        (update(Metric).where(Metric.in_table, Metric.revision_id == 2).values(cell_id=1), "foreign-cell"),
        (update(PrintedTable).where(PrintedTable.revision_id == 2).values(evidence_id=1), "foreign-evidence"),
        (update(TableCell).where(TableCell.first_row == 2, TableCell.revision_id == 2).values(text="x"), "correction-not-followed"),
    ],
)
def test_verify_finds_a_table_that_is_not_whole(url, harm, code):
    document = write(url, replace(Tabled(), grid=GRID[:2]).reading())
    write(url, Tabled().reading(), "f2")
    change(url, document, (2, 2), "130")
    assert check_database(url).faults == ()
    with transaction(url) as session:
        session.execute(harm)
    assert code in {fault.code for fault in check_database(url).faults}
