"""The whole interface: its operations, its description, and what becomes of errors in it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from db.record.tokens import UPLOAD
from flows.review.api import documents, findings, happenings, uploads
from flows.review.api.entry import ROOT, UPLOADS, Anybody, Caller, is_for_programs, problem_of
from flows.review.api.problems import Fault, Problem, ProblemError, answer, described
from flows.review.bodies import LONGEST_BODY, TooLargeError
from flows.review.site import Site, log
from tasks.domain.asking_errors import SearchError, UnknownNameError
from tasks.domain.correction_errors import CorrectionError, ReadAnewError, TaskStateError
from tasks.domain.errors import StoredPathError, ThongbaoError, UnknownDocumentError

DESCRIPTION = """Documents, tasks, figures and what happened, for programs. docs/api.md tells how to begin.

Figures are decimal strings, days ISO dates, instants ISO 8601 in the office's zone. Ids of documents and keys of rows
stay when a document is read again. Answers may have more fields later."""


def router(site: Site) -> APIRouter:
    """All operations, and the description of them."""
    operations = _operations(site)

    @operations.get(f"{ROOT}/openapi.json", include_in_schema=False)
    def description(request: Request, caller: Anybody) -> dict[str, Any]:  # noqa: ARG001 - any token will do
        found: dict[str, Any] = request.app.state.description()
        return found

    return operations


def _operations(site: Site) -> APIRouter:
    operations = APIRouter()
    for part in (documents.router(site), uploads.router(site), findings.router(site), happenings.router(site)):
        operations.include_router(part)
    return operations


def describe(site: Site) -> dict[str, Any]:
    """The interface as OpenAPI 3.1 describes it."""
    app = FastAPI(title="thongbao", version="1", description=DESCRIPTION, responses=described(), separate_input_output_schemas=False)
    app.include_router(_operations(site))
    found = app.openapi()
    schemas = found["components"]["schemas"]
    schemas |= {"Problem": Problem.model_json_schema(ref_template="#/components/schemas/{model}")}
    schemas |= {"Fault": Fault.model_json_schema()}
    schemas["Problem"].pop("$defs", None)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return found


def allowed(request: Request) -> str:
    """The methods of an address that has several operations, of which each route of the framework knows its own alone."""
    paths: dict[str, dict[str, Any]] = request.app.state.description()["paths"]
    for path, operations in paths.items():
        parts = path.split("/"), request.url.path.split("/")
        if len(parts[0]) == len(parts[1]) and all(_fits(one, other) for one, other in zip(*parts, strict=True)):
            return ", ".join(sorted(method.upper() for method in operations))
    return "GET"


def _fits(template: str, part: str) -> bool:
    beginning, opened, rest = template.partition("{")
    return part.startswith(beginning) and part.endswith(rest.partition("}")[2]) if opened else template == part


def longest_body(site: Site, scope: Scope) -> int:
    """Bytes that a body may have: those of a file where a program sends one that may."""
    caller: Caller | None = scope.get("state", {}).get("caller")
    if caller is not None and scope["path"] == UPLOADS and scope["method"] == "POST" and caller.token.may(UPLOAD):
        return site.settings.max_file_bytes
    return LONGEST_BODY


def problem_in(request: Request, error: Exception) -> Response | None:
    """What a program is told of an error; None where a page was asked for."""
    if not is_for_programs(request.url.path):
        return None
    if isinstance(error, ProblemError):
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after else None
        return answer(error.status, error.code, error.detail, headers=headers)
    if isinstance(error, RequestValidationError):
        faults = [Fault(place=".".join(map(str, one["loc"])), says=str(one["msg"])) for one in error.errors()]
        return answer(422, "wrong-value", "A value cannot be taken.", faults=faults)
    if isinstance(error, TooLargeError) or isinstance(error.__cause__, TooLargeError):  # the framework takes it for a fault of JSON
        return answer(413, "too-large", "The body is larger than may be taken.")
    if isinstance(error, HTTPException):
        headers = {"Allow": allowed(request)} if error.status_code == 405 else dict(error.headers or {})
        return answer(error.status_code, f"http-{error.status_code}", str(error.detail), headers=headers)
    if isinstance(error, UnknownDocumentError):
        return answer(404, error.code, error.message)
    if isinstance(error, UnknownNameError):
        return answer(404, error.code, str(error))
    if isinstance(error, SearchError):
        return answer(422, error.code, error.message)
    if isinstance(error, CorrectionError):
        return answer(409 if isinstance(error, (ReadAnewError, TaskStateError)) else 422, error.code, error.message)
    if isinstance(error, ThongbaoError):
        log.error("%s: %s", error.code, error)
        return answer(404, "gone", "It is gone.") if isinstance(error, StoredPathError) else problem_of(error)
    return None
