"""Groups of accounts, and which documents each may see; kept in the file of accounts, with a log of what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.asking.sight import Rule
from flows.review.account_file import HINT, changing_file, read_file
from tasks.domain.errors import ConfigError

EVERYTHING, NOTHING = "everything", "nothing"
_MOST_LOGGED = 10_000  # changes kept, the newest


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that may see the same.

    Attributes:
        members: names of accounts.
        rule: what they may see.
    """

    members: tuple[str, ...] = ()
    rule: Rule = field(default_factory=Rule)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see what.

    Attributes:
        groups: by name.
        others: what an account in no group sees: everything or nothing.
        mapped: by account, the groups that an OpenID provider's claims put it in; None where claims say nothing of groups.
    """

    groups: Mapping[str, Group] = field(default_factory=dict)
    others: str = EVERYTHING
    mapped: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)

    def groups_of(self, account: str) -> list[str]:
        """The groups of an account, in alphabetical order."""
        mapped = self.mapped.get(account) or ()
        return sorted(name for name, group in self.groups.items() if account in group.members or name in mapped)

    def rule_of(self, account: str) -> Rule:
        """What an account may see: what any of its groups may; in none, what the others may."""
        found = self.groups_of(account)
        rule = Rule()
        for name in found:
            rule |= self.groups[name].rule
        # Claims that were to name a group and named none that is known: the account was meant to be limited.
        return rule if found or self.mapped.get(account) is not None else Rule(everything=self.others != NOTHING)


@dataclass(frozen=True, slots=True)
class Change:
    """What a command changes of a group; what is empty stays.

    Attributes:
        everything: all documents, or not all any more; None: as it is.
        issuers: bodies whose documents are shown.
        sources: folders or addresses whose files are shown.
        members: accounts that come in.
        without: members, issuers and sources that go.
    """

    everything: bool | None = None
    issuers: Sequence[str] = ()
    sources: Sequence[str] = ()
    members: Sequence[str] = ()
    without: Sequence[str] = ()


def load_access(path: Path) -> Access:
    """Who may see what, by a file of accounts; everybody everything where it says nothing of it.

    Raises:
        ConfigError: the file cannot be understood; then nobody is to see anything.
    """
    raw = read_file(path)
    try:
        groups = {str(name): _group(entry) for name, entry in raw.get("groups", {}).items()}
        linked = raw.get("openid", {}).items()
        mapped = {str(name): None if link.get("groups") is None else _names(link["groups"]) for name, link in linked}
        others = str(raw.get("others", EVERYTHING))
    except (AttributeError, TypeError, KeyError) as error:
        raise ConfigError(f"{path} says nothing clear about groups ({error}).", "`thongbao review-group NAME` writes them.") from error
    if others not in (EVERYTHING, NOTHING):
        raise ConfigError(f"{path} lets others see {others!r}.", f"It is {EVERYTHING} or {NOTHING}.")
    return Access(groups, others, mapped)


def _group(entry: Mapping[str, Any]) -> Group:
    everything = entry["everything"]
    if not isinstance(everything, bool):
        raise TypeError(f"everything is {everything!r}")
    return Group(_names(entry["members"]), Rule(everything, _names(entry["issuers"]), _names(entry["sources"])))


def _names(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise TypeError(f"{values!r} is no list of names")
    return tuple(values)


def source_of(place: str) -> str:
    """The beginning of every path below a folder, or of every address below a bucket.

    Raises:
        ConfigError: it names no place, or everything.
    """
    bucket = "://" in place
    beginning = f"{(place if bucket else str(Path(place).absolute())).rstrip('/')}/"
    if "/../" in beginning or beginning == "/" or (bucket and beginning.endswith(":/")):
        raise ConfigError(f"{place!r} is no folder that files come from.", "Name it without .. , e.g. /mnt/scans/noi-vu.")
    return beginning


def change_group(path: Path, name: str, change: Change, by: str) -> Group:
    """Make a group, or change it; gives what it is now.

    Args:
        path: file of accounts.
        name: of the group.
        change: what is new.
        by: who says so, for the log.

    Raises:
        ConfigError: something of it cannot be taken; nothing is written.
    """
    if not name.strip() or name != name.strip() or not name.isprintable():
        raise ConfigError(f"{name!r} is no name for a group.", "Letters, digits and spaces.")
    before = load_access(path).groups.get(name, Group())
    gone = {*change.without, *(source_of(one) for one in change.without if "/" in one)}

    def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
        return [value for value in dict.fromkeys((*old, *new)) if value not in gone]

    sources = [source_of(place) for place in change.sources]
    everything = before.rule.everything if change.everything is None else change.everything
    entry = {
        "members": merged(before.members, change.members),
        "everything": everything,
        "issuers": merged(before.rule.issuers, change.issuers),
        "sources": merged(before.rule.sources, sources),
    }
    with changing_file(path) as raw:
        raw.setdefault("groups", {})[name] = entry
        _log(raw, by, f"group {name}: {entry}")
    return _group(entry)


def remove_group(path: Path, name: str, by: str) -> None:
    """Take a group away; its members see what is left to them, nothing where it was their only group.

    Raises:
        ConfigError: there is none of that name, or its members would see everything once it is gone.
    """
    access = load_access(path)
    group = access.groups.get(name)
    if group is None:
        raise ConfigError(f"There is no group {name!r} in {path}.", f"There are: {', '.join(sorted(access.groups)) or 'none'}.")
    freed = [member for member in group.members if access.groups_of(member) == [name]]
    if freed and access.others != NOTHING and not group.rule.everything:
        raise ConfigError(
            f"{', '.join(freed)} would see everything without the group {name!r}.",
            "Put them into another group, take them out one by one (--without), or say `review-group --others nothing`.",
        )
    with changing_file(path) as raw:
        raw["groups"].pop(name, None)
        _log(raw, by, f"group {name} removed")


def let_others_see(path: Path, what: str, by: str) -> None:
    """Say what accounts see that are in no group.

    Raises:
        ConfigError: it is neither everything nor nothing.
    """
    if what not in (EVERYTHING, NOTHING):
        raise ConfigError(f"Accounts in no group cannot see {what!r}.", f"Say {EVERYTHING} or {NOTHING}.")
    with changing_file(path) as raw:
        raw["others"] = what
        _log(raw, by, f"accounts in no group see {what}")


def changes_of(path: Path) -> list[tuple[datetime, str, str]]:
    """When, by whom and what was changed, the newest first.

    Raises:
        ConfigError: the file cannot be understood.
    """
    try:
        return [(datetime.fromisoformat(at), str(by), str(what)) for at, by, what in reversed(read_file(path).get("log", []))]
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{path} holds no log ({error}).", HINT) from error


def _log(raw: dict[str, Any], by: str, what: str) -> None:
    raw["log"] = [*raw.get("log", []), [datetime.now(UTC).isoformat(timespec="seconds"), by, what]][-_MOST_LOGGED:]
