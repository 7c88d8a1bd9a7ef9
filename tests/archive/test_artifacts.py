from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from tasks.archive.artifacts import make_key, read_artifact, write_artifact

SHA = "cd" * 32


@dataclass(frozen=True)
class Kept:
    figure: Decimal
    day: date | None
    names: tuple[str, ...]


VALUE = Kept(Decimal("29.0"), date(2026, 6, 19), ("Sở Nội vụ", "a\fb"))


def key(**changes):
    given = {"version": 1, "parameters": {"dpi": 200}, "tools": {"tesseract": "5.3"}, "upstream": "u"} | changes
    return make_key(SHA, "clean", given.pop("version"), **given)


def test_an_artefact_comes_back_exactly(tmp_path):
    write_artifact(tmp_path, key(), Kept, lambda _folder: VALUE)
    found = read_artifact(tmp_path, key(), Kept)
    assert found == VALUE
    assert str(found.figure) == "29.0"


@pytest.mark.parametrize("change", [{"version": 2}, {"parameters": {"dpi": 300}}, {"tools": {"tesseract": "5.4"}}, {"upstream": "v"}])
def test_whatever_decides_the_output_is_in_the_key(change):
    assert key(**change) != key()
    assert key() == key()


def test_a_step_that_fails_leaves_nothing(tmp_path):
    def fail(folder):
        (folder / "picture.png").write_bytes(b"half")
        raise ValueError("broke")

    with pytest.raises(ValueError, match="broke"):
        write_artifact(tmp_path, key(), Kept, fail)
    assert read_artifact(tmp_path, key(), Kept) is None
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("content", ["", '{"figure": "1"', '{"other": 1}'])
def test_a_damaged_artefact_counts_as_missing(tmp_path, content):
    write_artifact(tmp_path, key(), Kept, lambda _folder: VALUE)
    (tmp_path / key().folder / "output.json").write_text(content)
    assert read_artifact(tmp_path, key(), Kept) is None
    write_artifact(tmp_path, key(), Kept, lambda _folder: replace(VALUE, names=()))
    assert read_artifact(tmp_path, key(), Kept).names == ()
