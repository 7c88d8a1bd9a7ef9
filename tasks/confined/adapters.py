"""How values of a type become JSON and come back checked."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter


@cache
def _build(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def adapter_of(kind: Any) -> TypeAdapter[Any]:
    """The adapter of a type, made once: that takes some hundredths of a second."""
    return _build(kind)
