"""Which agencies a named group holds ("các sở, ban, ngành"), and whose tasks somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tasks.domain.choices import Role


@dataclass(frozen=True, slots=True)
class Membership:
    """Agencies that a group holds.

    Attributes:
        group: code of the group.
        member: code of an agency; one of a place ("committee-commune/...") goes by what stands in front of the stroke too.
        since: first day of issue of a document whose group holds it; None: always.
        until: last such day; None: still.
    """

    group: str
    member: str
    since: date | None = None
    until: date | None = None

    def holds(self, code: str) -> bool:
        """Whether it is about an agency."""
        return code == self.member or code.startswith(f"{self.member}/")


@dataclass(frozen=True, slots=True)
class Memberships:
    """All memberships.

    Attributes:
        rows: each group with each kind of agency.
    """

    rows: tuple[Membership, ...] = ()

    def of(self, code: str) -> Iterator[Membership]:
        """The groups that hold an agency, each with the days between which it does."""
        return (row for row in self.rows if row.holds(code))


ALL_ROLES = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose tasks are asked for.

    Attributes:
        name: code of an agency, or words of a party's name; accents and case do not matter.
        roles: in which; at least one.
        code: of the agency that the vocabulary knows by the name, so that one that no document names belongs to its groups all the same.
        until: its last day, None while it stands.
        memberships: which groups hold which agencies.
    """

    name: str
    roles: frozenset[Role] = ALL_ROLES
    code: str | None = None
    until: date | None = None
    memberships: Memberships = field(default=Memberships(), repr=False)

    @property
    def direct(self) -> Sequence[Role]:
        """The roles in which the agency itself is named."""
        return [role for role in (Role.LEAD, Role.COORDINATING) if role in self.roles]


def roles_of(names: Iterable[str]) -> frozenset[Role]:
    """Roles by name; all where none is named.

    Raises:
        ValueError: there is no such role.
    """
    return frozenset(map(Role, names)) or ALL_ROLES
