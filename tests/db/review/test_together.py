"""Many rows confirmed in one deed."""

import pytest
from correcting import rows

from db.review.corrections import Change, correct, list_corrections, undo
from db.review.together import confirm_together
from tasks.domain.correction_errors import CorrectionError, ReadAnewError, StaleCorrectionError


def test_all_are_confirmed_and_one_undo_takes_all_back(url, document, load):
    load()
    found = rows(url, document)
    wanted = [("directive", row.id) for row in found.directives[:3]] + [("metric", row.id) for row in found.metrics]
    correct(url, Change(document.id, "directive", "confirm", "Lan", found.directives[3].id))
    assert confirm_together(url, document.id, wanted, "Lan") == 5
    shown = rows(url, document)
    assert [row.review for row in (*shown.directives, *shown.metrics)] == ["confirmed"] * 6
    undo(url, document.id, "Lan")
    shown = rows(url, document)
    assert [row.review for row in (*shown.directives, *shown.metrics)] == [None, None, None, "confirmed", None, None]
    assert [c.state for c in list_corrections(url, document.id)] == ["undo"] * 5 + ["undone"] * 5 + ["applied"]


def test_one_of_them_is_taken_back_alone(url, document, load):
    load()
    confirm_together(url, document.id, [("directive", row.id) for row in rows(url, document).directives], "Lan")
    undo(url, document.id, "Lan", list_corrections(url, document.id)[1].id)
    assert [row.review for row in rows(url, document).directives].count("confirmed") == 3


def test_none_is_confirmed_where_one_cannot_be(url, document, load):
    load()
    first, second, *_ = rows(url, document).directives
    with pytest.raises(CorrectionError):
        confirm_together(url, document.id, [], "Lan")
    with pytest.raises(ReadAnewError):
        confirm_together(url, document.id, [("directive", first.id), ("directive", 999)], "Lan")
    correct(url, Change(document.id, "directive", "change", "Minh", second.id, {"product": "Báo cáo"}))
    with pytest.raises(StaleCorrectionError):
        confirm_together(url, document.id, [("directive", first.id), ("directive", second.id)], "Lan", seen=0)
    assert rows(url, document).directives[0].review is None
