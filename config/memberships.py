"""Load which agencies a named group holds (``config/lexicons/memberships.toml``).

Apart from the vocabularies that reading needs, so that a change makes no reading stale.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tasks.domain.errors import ConfigError
from tasks.domain.membership import Membership, Memberships

FILE = Path(__file__).parent / "lexicons" / "memberships.toml"
_KEYS, _DATED_KEYS = {"code", "members", "holds", "dated", "note"}, {"code", "since", "until", "decree"}


@cache
def load_memberships(path: Path = FILE) -> Memberships:
    """All memberships, read once; a group that holds another holds its members on the same days.

    Raises:
        ConfigError: the file is missing, is no TOML, or says something of a group that cannot be.
    """
    try:
        groups = tomllib.loads(path.read_text("utf-8")).get("group", [])
    except FileNotFoundError as error:
        raise ConfigError(f"{path} is missing.", "Reinstall the package.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is no TOML: {error}.") from error
    try:
        by_code = {str(group["code"]): group for group in groups}
        if len(by_code) < len(groups):
            raise ConfigError(f"{path}: a group stands there twice.")
        return Memberships(tuple(row for code in by_code for row in dict.fromkeys(_rows(code, code, by_code, ()))))
    except (KeyError, ValueError) as error:
        raise ConfigError(f"{path}: {error} is missing or cannot be understood.") from error


def _rows(group: str, held: str, by_code: Mapping[str, Mapping[str, Any]], above: tuple[str, ...]) -> list[Membership]:
    """What a group holds by itself or through ``held``, which it holds."""
    if held in above:
        raise ConfigError(f"The group {held!r} holds itself.")
    said = by_code[held]
    if unknown := set(said) - _KEYS | {key for dated in said.get("dated", ()) for key in set(dated) - _DATED_KEYS}:
        raise ConfigError(f"The group {held!r} has unknown keys: {', '.join(sorted(unknown))}.")
    rows = [Membership(group, str(member)) for member in said.get("members", ())]
    for dated in said.get("dated", ()):
        since, until = (date.fromisoformat(str(dated[key])) if key in dated else None for key in ("since", "until"))
        rows.append(Membership(group, str(dated["code"]), since, until))
    for other in said.get("holds", ()):
        rows += _rows(group, str(other), by_code, (*above, held))
    return rows
