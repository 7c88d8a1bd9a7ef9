"""Through which address the database is read for somebody: it shows what the groups of their account may see."""

from __future__ import annotations

from functools import cache

from fastapi import Request

from config.vocabulary import load_vocabulary
from db.asking.sight import Resolve, Rule, seen_through, sees_task, sees_whole_file
from flows.review.groups import load_access
from flows.review.site import Site, Visitor
from tasks.domain.errors import UnknownDocumentError
from tasks.findings.agencies import Agencies
from tasks.vietnamese.places import load_places


@cache
def agencies() -> Agencies:
    """What tells the agency behind a name; one for the program."""
    return Agencies(load_vocabulary().agencies, load_places())


@cache
def resolver() -> Resolve:
    """The same for names alone; one for the program, since what it told of a name is kept."""
    return agencies().resolve


def reads_as(site: Site, account: str) -> str:
    """The address through which the database is read for an account; for nobody, nothing is found.

    Raises:
        ConfigError: the file of accounts cannot be understood.
        LoadError: the database refused.
    """
    if not site.guarded:
        return site.whole_database
    rule = load_access(site.settings.review_users_file).rule_of(account) if account else Rule()
    return seen_by(site, rule)


def seen_by(site: Site, rule: Rule) -> str:
    """The address through which the database is read for somebody who may see what a rule shows.

    Raises:
        LoadError: the database refused.
    """
    return seen_through(site.whole_database, rule, resolver())


def reads(site: Site, request: Request) -> str:
    """The address through which the database is read for whoever asks for a page; worked out once for each request."""
    known: str | None = getattr(request.state, "reads", None)
    if known is None:
        visitor: Visitor = request.state.visitor
        known = request.state.reads = reads_as(site, visitor.name)
    return known


def need_task(url: str, directive_id: int) -> None:
    """Make sure that a task is none that is hidden from somebody.

    Raises:
        UnknownDocumentError: it is hidden, or is not there.
    """
    if not sees_task(url, directive_id):
        raise UnknownDocumentError("There is no such task.", "")


def need_whole_file(site: Site, url: str, sha256: str) -> None:
    """Make sure that somebody may see all of a file, as its bytes and what is said of its cut concern every notice in it.

    Raises:
        UnknownDocumentError: a notice of the file is hidden from them.
    """
    if not sees_whole_file(site.whole_database, url, sha256):
        raise UnknownDocumentError("The file holds other documents too.", "")
