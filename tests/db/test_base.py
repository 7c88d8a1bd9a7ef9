from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from db.base import ExactDecimal, UtcDateTime
from db.engine import engine_for

TABLE = Table("kept", MetaData(), Column("id", Integer, primary_key=True), Column("figure", ExactDecimal), Column("instant", UtcDateTime))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    figure=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6),
    instant=st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]), min_value=datetime(1990, 1, 1)),
)
def test_figures_and_instants_come_back_as_they_went_in(database_url, figure, instant):
    with engine_for(database_url).begin() as connection:
        TABLE.drop(connection, checkfirst=True)
        TABLE.create(connection)
        connection.execute(insert(TABLE).values(figure=figure, instant=instant))
        row = connection.execute(select(TABLE)).one()
    assert row.figure == figure
    assert row.instant == instant
    assert row.instant.tzinfo is UTC


def test_trailing_zeros_are_kept(database_url):
    with engine_for(database_url).begin() as connection:
        TABLE.create(connection)
        connection.execute(insert(TABLE).values(figure=Decimal("29.0")))
        assert str(connection.execute(select(TABLE.c.figure)).scalar_one()) == "29.0"


def test_a_time_without_a_zone_is_refused(tmp_path):
    from sqlalchemy.exc import StatementError

    with engine_for(f"sqlite:///{tmp_path / 'x.db'}").begin() as connection:
        TABLE.create(connection)
        with pytest.raises(StatementError, match="without a zone"):
            connection.execute(insert(TABLE).values(instant=datetime(2026, 1, 1)))
