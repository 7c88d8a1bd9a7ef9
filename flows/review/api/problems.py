"""What an answer says where something cannot be had: one JSON shape for all (RFC 9457)."""

from __future__ import annotations

from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read",
    401: "No token that holds",
    403: "The token is not for this",
    404: "There is no such thing",
    405: "This cannot be done here",
    409: "Something else happened meanwhile",
    413: "Too large",
    421: "Another host is meant",
    422: "A value cannot be taken",
    429: "Too many requests",
    500: "A fault of the program",
    503: "Just now it cannot be done",
    507: "No space is left",
}


class Fault(BaseModel):
    """A value that cannot be taken."""

    model_config = ConfigDict(extra="forbid")

    place: str = Field(description="Where it stands: query.limit, path.key, body.state")
    says: str = Field(description="What is wrong with it")


class Problem(BaseModel):
    """Why there is no other answer (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="`urn:thongbao:problem:` and a code that keeps its meaning")
    title: str = Field(description="The same for all problems of a status")
    status: int
    detail: str = Field(description="What happened here, for a person")
    faults: list[Fault] = Field(default_factory=list, description="Of status 422: each value that cannot be taken")


class ProblemError(Exception):
    """Ends a request with a problem.

    Args:
        status: of the answer.
        code: keeps its meaning.
        detail: for a person.
        retry_after: seconds after which another try may help.
    """

    def __init__(self, status: int, code: str, detail: str, retry_after: int | None = None) -> None:
        super().__init__(status, code, detail, retry_after)
        self.status, self.code, self.detail, self.retry_after = status, code, detail, retry_after


def answer(
    status: int, code: str, detail: str, *, faults: list[Fault] | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    """A problem as an answer."""
    said = Problem(type=f"urn:thongbao:problem:{code}", title=TITLES.get(status, TITLES[400]), status=status, detail=detail)
    content = (said.model_copy(update={"faults": faults}) if faults else said).model_dump(mode="json")
    return JSONResponse(content, status, headers, media_type=MEDIA_TYPE)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Problems for the description of an operation, besides those that any has."""
    content = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    headers = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}
    everywhere = (400, 401, 403, 421, 422, 429, 503)
    found: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*everywhere, *statuses}):
        found[status] = {"description": TITLES[status], **content, **({"headers": headers} if status in {429, 503} else {})}
    return found
