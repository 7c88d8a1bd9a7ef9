"""Where settings come from: the home folder, the settings file, the environment; names that are none of ours are refused."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from pathlib import Path

from tasks.domain.errors import ConfigError
from tasks.domain.nearest import did_you_mean

CHECKOUT = Path(__file__).resolve().parent.parent
PREFIX = "THONGBAO_"
CONFIG = f"{PREFIX}CONFIG"
_PART = "__"  # between the names of a table and of what stands in it
_LISTED = "docs/configuration.md lists the settings."


def default_home() -> Path:
    """``./var`` of a checkout, else the user's data folder (XDG base directory specification).

    Raises:
        ConfigError: the account has no home folder.
    """
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    data = os.environ.get("XDG_DATA_HOME")
    try:
        return Path(data or Path.home() / ".local" / "share") / "thongbao"
    except RuntimeError as error:
        raise ConfigError(
            "This account has no home folder, so there is no place for the program's files.", "Set THONGBAO_HOME to a folder."
        ) from error


def settings_file() -> Path:
    """``THONGBAO_CONFIG``, else ``thongbao.toml`` in the home folder.

    Raises:
        ConfigError: as ``default_home``.
    """
    named = os.environ.get(CONFIG)
    return Path(named) if named else Path(os.environ.get(f"{PREFIX}HOME") or default_home()) / "thongbao.toml"


def origin(name: str) -> str:
    """Where the value of a setting comes from, for ``doctor``."""
    key = f"{PREFIX}{name}".upper()
    by = next((k for k in os.environ if k.upper() == key or k.upper().startswith(key + _PART)), None)
    if by:
        return f"environment ({by})"
    place = settings_file()
    try:
        told = tomllib.loads(place.read_text("utf-8"))
    except (ValueError, OSError):
        return "default"
    return str(place) if name in map(str.lower, told) else "default"


def refuse_unknown(known: Iterable[str]) -> None:
    """Let no name in the environment pass that looks like a setting and is none.

    Args:
        known: names of all settings.

    Raises:
        ConfigError: one is; the message offers the likest.
    """
    names = {*known, "config"}
    for given in os.environ:
        if not given.upper().startswith(PREFIX):
            continue
        setting = given[len(PREFIX) :].lower().partition(_PART)[0]
        if setting not in names:
            offered = did_you_mean(setting, sorted(names), _LISTED, lambda name: f"{PREFIX}{name}".upper())
            raise ConfigError(f"{given} in the environment is no setting.", offered)


def refuse_lacking_file() -> None:
    """Make sure that a file that ``THONGBAO_CONFIG`` names is one, and can be read.

    Raises:
        ConfigError: it is not there, no file, or locked.
    """
    named = os.environ.get(CONFIG)
    if not named:
        return
    place = Path(named)
    if not place.exists():
        beside = [str(p) for p in sorted(place.parent.glob("*.toml"))] if place.parent.is_dir() else []
        offered = did_you_mean(str(place), beside, "Correct the path, or unset THONGBAO_CONFIG.")
        raise ConfigError(f"THONGBAO_CONFIG names {place}, which is not there.", offered)
    if not place.is_file():
        raise ConfigError(f"THONGBAO_CONFIG names {place}, which is no file.", "Name a file in TOML.")
