import io
from datetime import date

from rich.console import Console
from sqlalchemy import text

from db.engine import transaction
from db.reading.agencies import Forerunner
from db.schema import upgrade
from flows.app import bring_up
from flows.forerunners import MOST_NAMED, names_of, tell_forerunners


def test_each_is_named_with_its_last_day_and_the_rest_is_counted():
    found = [Forerunner(f"Sở {n}", date(2025, 2, 28)) for n in range(MOST_NAMED)]
    assert names_of([Forerunner("Sở A", date(2025, 6, 30)), Forerunner("Sở B", None)]) == "Sở A (until 30/06/2025); Sở B"
    assert names_of([*found, *found], "{name} (đến {day})", "{count} khác").endswith("Sở 4 (đến 28/02/2025); 5 khác")
    assert names_of(()) == ""


def test_agencies_of_an_older_database_learn_at_the_upgrade_what_became_of_them(database_url):
    upgrade(database_url, "0006")
    with transaction(database_url) as session:
        session.execute(
            text(
                "INSERT INTO agency (code, label, kind) VALUES ('department-planning-investment', 'Sở Kế hoạch và Đầu tư', 'agency'), "
                "('department-finance', 'Sở Tài chính', 'agency')"
            )
        )
    bring_up(database_url)
    written = io.StringIO()
    tell_forerunners(Console(file=written, width=200), database_url, "so tai chinh")
    assert written.getvalue() == "Including what forerunners left: Sở Kế hoạch và Đầu tư (until 28/02/2025).\n"
    tell_forerunners(Console(file=written), database_url, "Sở Kế hoạch và Đầu tư")
    tell_forerunners(Console(file=written), database_url, None)
    assert written.getvalue().count("\n") == 1
