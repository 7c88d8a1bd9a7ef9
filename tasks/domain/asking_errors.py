"""Errors of questions that cannot have the answer that is meant."""

from __future__ import annotations

from tasks.domain.errors import ThongbaoError


class NoDatabaseError(ThongbaoError):
    """A command that needs documents was run where there is no database; nothing was made."""

    code = "no-database"
    exit_code = 26


class UnknownNameError(ThongbaoError):
    """A filter names an agency, a kind of doubt, a state that there is not, so that its answer would be empty for the wrong reason."""

    code = "unknown-name"
    exit_code = 27
