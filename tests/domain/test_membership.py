from datetime import date

import pytest

from tasks.domain.choices import Role
from tasks.domain.membership import ALL_ROLES, Membership, Memberships, Whose, roles_of

ROWS = Memberships((
    Membership("group-departments", "department-health"),
    Membership("group-district-committees", "committee-district", until=date(2025, 6, 30)),
))  # fmt: skip


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("department-health", ["group-departments"]),
        ("department-healthy", []),
        ("committee-district/huyen-hoa-binh/11-2025", ["group-district-committees"]),
        ("committee-district", ["group-district-committees"]),
        ("committee", []),
    ],
)
def test_a_kind_of_body_stands_for_those_of_all_places(code, groups):
    assert [row.group for row in ROWS.of(code)] == groups


def test_no_role_is_every_role():
    assert roles_of(()) == ALL_ROLES == Whose("x").roles
    assert roles_of(["group", "lead"]) == {Role.LEAD, Role.GROUP}
    assert Whose("x", roles_of(["group"])).direct == []
    with pytest.raises(ValueError, match="boss"):
        roles_of(["boss"])
