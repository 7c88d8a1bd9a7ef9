"""Which agencies a named group holds: reviewed data, held against the vocabulary of agencies."""

from datetime import date

import pytest

from config.memberships import load_memberships
from config.vocabulary import load_vocabulary
from tasks.domain.errors import ConfigError

AGENCIES = {entry.code: entry for entry in load_vocabulary().agencies.entries}
ROWS = load_memberships().rows


def groups_of(code):
    return {(row.group, row.since, row.until) for row in load_memberships().of(code)}


def test_every_group_of_the_vocabulary_is_there_and_every_code_is_known():
    groups = {code for code, entry in AGENCIES.items() if entry.values.get("kind") == "group"}
    assert {row.group for row in ROWS} == groups
    assert {row.member for row in ROWS} <= set(AGENCIES) - groups
    assert len(set(ROWS)) == len(ROWS)


def test_every_department_and_ministry_is_in_its_group():
    for family, group in (("department-", "group-departments"), ("ministry-", "group-ministries")):
        assert {code for code in AGENCIES if code.startswith(family)} <= {row.member for row in ROWS if row.group == group}


@pytest.mark.parametrize(
    ("code", "group", "until"),
    [
        ("department-health", "group-departments", None),
        ("department-health", "group-units", None),
        ("police", "group-departments", None),
        ("committee-commune/xa-tan-an/111", "group-commune-committees", None),
        ("committee-district/huyen-hoa-binh/11-2025", "group-district-committees", date(2025, 6, 30)),
        ("committee-district/huyen-hoa-binh/11-2025", "group-units", date(2025, 6, 30)),
        ("party-district", "group-party-committees", date(2025, 6, 30)),
        ("social-insurance", "group-ministries", date(2025, 2, 28)),
    ],
)
def test_groups_hold_bodies_on_their_days(code, group, until):
    assert (group, None, until) in groups_of(code)


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("department-health", "group-commune-committees"),
        ("committee-commune/xa-tan-an/111", "group-district-committees"),
        ("committee-provincial", "group-units"),
        ("farmers-union", "group-departments"),
    ],
)
def test_and_no_others(code, group):
    assert group not in {name for name, _, _ in groups_of(code)}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[group]]\ncode = "a"\nholds = ["b"]\n', "'b'"),
        ('[[group]]\ncode = "a"\nholds = ["a"]\n', "holds itself"),
        ('[[group]]\ncode = "a"\ncolour = "red"\n', "colour"),
        ('[[group]]\ncode = "a"\n[[group.dated]]\ncode = "b"\nuntil = "30/6/2025"\n', "understood"),
        ('[[group]]\ncode = "a"\n' * 2, "twice"),
        ("[[group", "no TOML"),
    ],
)
def test_what_cannot_be_is_named(tmp_path, toml, message):
    path = tmp_path / "memberships.toml"
    path.write_text(toml)
    with pytest.raises(ConfigError, match=message):
        load_memberships(path)
    with pytest.raises(ConfigError, match="missing"):
        load_memberships(tmp_path / "none.toml")
