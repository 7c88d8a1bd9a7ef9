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


class SearchError(ThongbaoError):
    """What was typed is no search."""

    code = "search"
    exit_code = 2


class OpenQuoteError(SearchError):
    """A quote begins and does not end."""

    code = "search-open-quote"


class NoWordsError(SearchError):
    """There is no word in a search."""

    code = "search-no-words"


class OnlyExcludedError(SearchError):
    """A search says only what is not to be there."""

    code = "search-only-excluded"


class TooManyWordsError(SearchError):
    """A search has more words than anybody types."""

    code = "search-too-long"
