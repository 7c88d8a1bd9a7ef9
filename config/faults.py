"""What is wrong with a setting, in words for a person."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import make_url

from config.sources import PREFIX, settings_file
from tasks.domain.nearest import did_you_mean

KINDS = ("postgresql", "sqlite")


def refuse_strange_address(address: str) -> None:
    """Make sure that a database's address can be understood and names a kind that there is; "" is none, and right.

    Raises:
        ValueError: it is not; nothing of the address is in the message, since it may hold a password.
    """
    if not address:
        return
    try:
        kind = make_url(address).get_backend_name()
    except Exception as error:
        raise ValueError(
            "it is no address of a database like postgresql+psycopg://user@host:5432/name or sqlite:////folder/file.db"
        ) from error
    if kind not in KINDS:
        offered = did_you_mean(kind, KINDS)
        raise ValueError(f"there is no support for {kind[:20]!r}, only for SQLite and PostgreSQL. {offered}".rstrip(". "))


def fault_of(error: ValidationError, settings: type[BaseModel], origin: Callable[[str], str]) -> tuple[str, str]:
    """What happened, and what to do.

    Args:
        error: of making the settings.
        settings: their class.
        origin: says where the value of a setting comes from.
    """
    # What is misspelt may be the very thing that is missing.
    found = sorted(error.errors(include_input=False, include_url=False), key=lambda one: one["type"] != "extra_forbidden")
    first = found[0]
    place = ".".join(str(part) for part in first["loc"])
    more = f" {len(found) - 1} more settings are wrong." if len(found) > 1 else ""
    name = str(first["loc"][0]) if first["loc"] else ""
    where = origin(name)
    if first["type"] == "extra_forbidden":
        offered = did_you_mean(str(first["loc"][-1]), _fields_beside(first, settings), "docs/configuration.md lists the settings.")
        of = f"{where}: there" if where != "default" else "There"
        return f"{of} is no setting {place!r}.{more}", offered
    said = first["msg"].removeprefix("Value error, ").rstrip(".")
    said_in = "" if where == "default" else f" of the {where}" if where.startswith("environment") else f" in {where}"
    return (
        f"Setting {place!r}{said_in}: {said[:1].upper()}{said[1:]}.{more}",
        f"Set it in {settings_file()} or as {PREFIX}{place.upper().replace('.', '__')}.",
    )


def _fields_beside(error: ErrorDetails, settings: type[BaseModel]) -> list[str]:
    """The names that may stand where an unknown one does."""
    model: type[BaseModel] = settings
    for part in error["loc"][:-1]:
        field = model.model_fields.get(str(part))
        if field is not None and (inner := _model_in(field.annotation)) is not None:
            model = inner
    return sorted(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The table that a setting holds, or each of its entries."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part)) is not None), None)
