"""Counting undoubted errors of heads, and faults that are made the same each time."""

import random
from datetime import date

import pytest

from benchmarks.head_damage import LAYOUTS, made_heads, misread, wrapped
from benchmarks.heads import Field, report, same
from tasks.domain.notice import Head

HEAD = Head(
    type="TB",
    number="07",
    symbol="07/TB-UBND",
    issuer="Ủy ban nhân dân tỉnh Tân Giang",
    place="Tân Giang",
    issued_on=date(2024, 3, 5),
    subject="Về việc nghỉ lễ",
    signer_name="Nguyễn Văn An",
    signer_title="Chủ tịch",
)


def test_a_wrong_value_counts_only_without_a_doubt(capsys):
    fields = [
        Field("a", "number", "12", "12", True, False),
        Field("a", "symbol", "12/TB", "72/TB", False, True),
        Field("a", "issuer", "Sở Y tế", "Sở", False, False),
        Field("a", "place", "Tân An", None, False, False),
    ]
    assert [f.is_undoubted_error for f in fields] == [False, False, True, False]
    report(fields, show=True)
    out = capsys.readouterr().out
    assert "right 1/4 = 0.250; undoubted 33.33% of the filled" in out and "a issuer: want 'Sở Y tế', got 'Sở'" in out


@pytest.mark.parametrize(
    ("name", "want", "got", "is_same"),
    [
        ("place", "Tân Giang", "TÂN GIANG", True),
        ("place", "Tân Giang", "Tân Gianh", False),
        ("subject", "a" * 100, "a" * 98 + "bb", True),
        ("subject", "a" * 100, "a" * 90, False),
        ("number", None, "1", False),
    ],
)
def test_values_are_compared_as_the_scorer_does(name, want, got, is_same):
    assert same(name, want, got) is is_same


@pytest.mark.parametrize("layout", LAYOUTS)
def test_heads_are_made_in_each_layout(layout):
    (made,) = made_heads([("a", HEAD)], {"TB": "THÔNG BÁO"}, layout, 0.0, 1)
    assert made.values["symbol"] == "07/TB-UBND"
    assert all(word in made.text.replace("\n", " ") for word in ("TÂN", "GIANG", "Nguyễn Văn An", "CHỦ TỊCH"))


def test_faults_are_the_same_for_the_same_seed():
    line = "Ủy ban nhân dân tỉnh Tân Giang " * 5
    assert misread(line, 0.1, random.Random(3)) == misread(line, 0.1, random.Random(3)) != line
    assert misread(line, 0.0, random.Random(3)) == line
    assert wrapped("một hai ba", 7) == ["một hai", "ba"]
