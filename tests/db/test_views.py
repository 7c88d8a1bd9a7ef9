"""The views are described as the databases have them."""

import pytest
from sqlalchemy import inspect

from db.base import Base
from db.dictionary import data_dictionary
from db.engine import engine_for
from db.views import VIEWS


def test_every_view_is_described_with_its_columns_in_order(migrated_url):
    found = inspect(engine_for(migrated_url))
    assert {name: [c["name"] for c in found.get_columns(name)] for name in found.get_view_names()} == {
        name: list(view.columns) for name, view in VIEWS.items()
    }


@pytest.mark.parametrize("name", VIEWS)
def test_what_a_column_is_said_to_be_is_a_column(name):
    for told in VIEWS[name].columns.values():
        if isinstance(told, str):
            table, _, column = told.partition(".")
            assert column in Base.metadata.tables[table].c, told
    assert f"### {name}" in data_dictionary()
