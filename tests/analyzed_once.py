"""Functions behind addresses are analyzed once in a process, not once for each application.

FastAPI takes the signature of every such function apart and has Pydantic compile a validator for each of its parameters. The review pages
have a hundred, and nearly every test of them makes an application of its own: that was half of its processor time (measured).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache
from types import FunctionType
from typing import Any

from fastapi import params, routing
from fastapi.dependencies.models import Dependant

ANALYZED: dict[Any, Dependant] = {}
PARTS = [field.name for field in fields(Dependant)]


def defaults_of(call: FunctionType) -> dict[str, Any]:
    """The defaults of a function's parameters, by name."""
    code, given = call.__code__, call.__defaults__ or ()
    return dict(zip(code.co_varnames[code.co_argcount - len(given) : code.co_argcount], given, strict=True)) | (call.__kwdefaults__ or {})


def lines_of(default: object) -> object:
    """What makes two defaults alike; of a function that is asked first, the lines it was made by."""
    if not isinstance(default, params.Depends):
        return repr(default)
    return getattr(default.dependency, "__code__", default.dependency), default.use_cache, default.scope


def share_what_was_analyzed() -> None:
    """Let functions that the same lines made, each for its application, share what was found out about them."""
    analyze = routing.get_dependant

    def get_dependant(*, path: str, call: Callable[..., Any], **more: Any) -> Dependant:
        if not isinstance(call, FunctionType):
            return analyze(path=path, call=call, **more)
        given = defaults_of(call)
        key = (path, call.__code__, *((name, lines_of(default)) for name, default in given.items()), *sorted(more.items()))
        if key not in ANALYZED:
            ANALYZED[key] = analyze(path=path, call=call, **more)
        found = ANALYZED[key]
        own = {name: list(part) for name in PARTS if isinstance(part := getattr(found, name), list)}
        asked = {name: default.dependency for name, default in given.items() if isinstance(default, params.Depends)}
        own["dependencies"] = [replace(one, call=asked.get(one.name, one.call)) for one in found.dependencies]
        return replace(found, call=call, **own)

    routing.get_dependant = get_dependant
    routing.create_model_field = lru_cache(maxsize=None)(routing.create_model_field)
