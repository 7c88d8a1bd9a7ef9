"""Filters of commands that name something nobody knows are told, with the likest name: their answer would be empty for the wrong reason.

What the vocabularies know is no mistake where no document names it. A database without any such name says nothing about a filter.
"""

from __future__ import annotations

from collections.abc import Iterable

from tasks.domain.asking_errors import UnknownNameError
from tasks.domain.letters import fold, name_key
from tasks.domain.nearest import did_you_mean


def check_agency(url: str, name: str | None) -> None:
    """Let the name of an agency pass that a document or a vocabulary knows.

    Args:
        url: the database.
        name: code, or words of its name; None: nothing is asked.

    Raises:
        UnknownNameError: nobody knows it.
    """
    if name is None:
        return
    from db.reading.agencies import agencies_meant
    from db.reading.names import party_names

    if agencies_meant(url, name).ids:  # without looking through all that is printed
        return
    _check_body(name, party_names(url), "agency", "`thongbao show DOCUMENT` lists who must act.")


def check_issuer(url: str, name: str | None) -> None:
    """The same for whoever issued documents.

    Raises:
        UnknownNameError: nobody knows it.
    """
    if name is None:
        return
    from db.reading.names import issuer_names

    _check_body(name, issuer_names(url), "issuer", "`thongbao show DOCUMENT` names who issued it.")


def _check_body(name: str, there: list[str], what: str, otherwise: str) -> None:
    wanted = name_key(name)
    if not there or any(name == one or wanted in name_key(one) for one in there):
        return
    from config.vocabulary import load_vocabulary
    from tasks.findings.agencies import Agencies
    from tasks.vietnamese.places import load_places

    if Agencies(load_vocabulary().agencies, load_places()).resolve(name) is None:
        raise UnknownNameError(f"No {what} goes by {name[:100]!r}.", did_you_mean(name, there, otherwise))


def check_type(url: str, name: str | None) -> None:
    """Let a kind of document pass that there is, or that the vocabulary has.

    Raises:
        UnknownNameError: there is none.
    """
    if name is None:
        return
    from config.vocabulary import load_vocabulary
    from db.reading.names import type_names

    _check_word(name, {entry.code for entry in load_vocabulary().document_types.entries} | set(type_names(url)), "kind of document")


def check_doubt(url: str, code: str | None) -> None:
    """Let the code of a doubt pass that this or an earlier version has.

    Raises:
        UnknownNameError: there is none.
    """
    if code is None:
        return
    from db.reading.names import doubt_codes
    from tasks.domain.doubt import DOUBTS

    _check_word(code, {*DOUBTS, *doubt_codes(url)}, "kind of doubt")


def check_states(states: Iterable[str]) -> None:
    """Let states of documents pass.

    Raises:
        UnknownNameError: one is none.
    """
    from tasks.domain.outcome import DocumentState

    for state in states:
        _check_word(state, {str(known) for known in DocumentState if known is not DocumentState.DUPLICATE}, "state")


def _check_word(name: str, there: set[str], what: str) -> None:
    if fold(name) not in map(fold, there):
        listed = ", ".join(sorted(there))
        raise UnknownNameError(f"No {what} goes by {name[:100]!r}.", did_you_mean(name, sorted(there), f"There are: {listed}."))
