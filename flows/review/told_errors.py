"""What a page, or a program, is told of an error."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from flows.review.api.interface import problem_in
from flows.review.api.problems import ProblemError
from flows.review.bodies import TooLargeError
from flows.review.forms import ForgedFormError
from flows.review.site import Site, log
from tasks.domain.asking_errors import SearchError
from tasks.domain.errors import NotMadeError, StoredPathError, ThongbaoError, UnknownDocumentError

_UNAVAILABLE = 503


def tell_errors(app: FastAPI, site: Site) -> None:
    """Let the application answer every error in words; none is told with what went on inside."""

    @app.exception_handler(ThongbaoError)
    def known(request: Request, error: ThongbaoError) -> Response:
        if (problem := problem_in(request, error)) is not None:
            return problem
        if isinstance(error, UnknownDocumentError):
            return site.problem(request, 404, "wrong.not_found")
        if isinstance(error, SearchError):
            return site.problem(request, 422, f"search_wrong.{error.code}")
        if isinstance(error, NotMadeError):
            return site.problem(request, 422, "wrong.not_made")
        if isinstance(error, StoredPathError):
            log.error("%s: %s", error.code, error)
            return site.problem(request, 404, "wrong.not_found")
        log.error("%s: %s", error.code, error)
        return site.problem(request, _UNAVAILABLE if error.retryable else 500, "wrong.database" if error.retryable else "wrong.server")

    @app.exception_handler(ForgedFormError)
    def forged(request: Request, _error: ForgedFormError) -> Response:
        return site.problem(request, 403, "wrong.form")

    @app.exception_handler(TooLargeError)
    def too_large(request: Request, error: TooLargeError) -> Response:
        return problem_in(request, error) or site.problem(request, 413, "wrong.large")

    @app.exception_handler(RequestValidationError)
    def nothing_like_it(request: Request, error: RequestValidationError) -> Response:
        return problem_in(request, error) or site.problem(request, 404, "wrong.not_found")

    @app.exception_handler(ProblemError)
    def problem(request: Request, error: ProblemError) -> Response:
        return problem_in(request, error) or site.problem(request, error.status, "wrong.not_found")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return problem_in(request, error) or site.problem(request, error.status_code, "wrong.not_found")
