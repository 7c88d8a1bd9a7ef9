"""A word is found wherever its tone mark stands, also in rows that were indexed before that held."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from db.asking.search import search
from db.engine import engine_for
from db.repository import write_reading
from db.schema import downgrade, upgrade


def with_subject(reading, symbol, subject):
    made = reading(symbol)
    return replace(made, structure=replace(made.structure, head=replace(made.structure.head, subject=subject)))


@pytest.mark.parametrize("spelled", ["bê tông hóa", "bê tông hoá", "BÊ TÔNG HOÁ", "be tong hoa"])
def test_both_spellings_find_both(url, document, reading, key, spelled):
    write_reading(url, key(document), with_subject(reading, "2/TB-UBND", "Về việc bê tông hoá kênh mương"))
    assert [hit.symbol for hit in search(url, spelled).hits] == ["2/TB-UBND"]
    assert search(url, "bê tông họa").hits == []


def test_an_older_index_is_brought_up(url, document, reading, key):
    write_reading(url, key(document), with_subject(reading, "2/TB-UBND", "Về việc bê tông hóa kênh mương"))
    downgrade(url, "0014")
    with engine_for(url).begin() as connection:
        connection.execute(text("UPDATE search_index SET words = replace(words, 'hóa', 'hoá') WHERE kind = 'document'"))
    upgrade(url)
    assert [hit.symbol for hit in search(url, "bê tông hóa").hits] == ["2/TB-UBND"]
