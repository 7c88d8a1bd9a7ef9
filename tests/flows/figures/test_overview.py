"""All figures put together thing by thing say what all of them together say."""

from flows.figures.asked import Wanted, asked, conflicts_in
from flows.figures.listed import listed, told
from flows.figures.overview import overview


def test_thing_by_thing_is_as_all_at_once(loaded, monkeypatch):
    monkeypatch.setattr("flows.figures.overview._NAMES_AT_ONCE", 1)
    found, whole = asked(loaded, Wanted()), overview(loaded)
    assert found and listed(whole.lines) == listed(map(told, found))
    assert whole.conflicts == conflicts_in(found) != []


def test_what_is_of_somebody(loaded):
    for wanted in (Wanted(place="hoa binh"), Wanted(issuer="hoa binh"), Wanted(unit="đồng"), Wanted(role="target"), Wanted(place="?")):
        found, whole = asked(loaded, wanted), overview(loaded).of(wanted)
        assert listed(whole.lines) == listed(map(told, found)), wanted
        assert whole.conflicts == conflicts_in(found), wanted
