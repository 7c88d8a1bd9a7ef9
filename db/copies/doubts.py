"""What the doubts of documents say of copies: raised, changed and taken away as copies are settled, at the document that came later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.copies.scene import CopyScene
from db.models.copy import CopyLikeness
from db.models.run import Issue
from db.record.history import now
from tasks.domain.copies import BY_DAY, BY_ISSUER, BY_SYMBOL, OTHER, SAME
from tasks.domain.doubt import ABOUT_COPIES, message_of, severity_of
from tasks.domain.legible import legible

LOADED, PERHAPS, OTHER_TEXT, FOLLOWED = ABOUT_COPIES
_WHY = {
    BY_SYMBOL: "number and symbol are not the same for sure",
    BY_ISSUER: "the issuer is not the same for sure",
    BY_DAY: "the day of issue is not the same for sure",
}


def tell(session: Session, scene: CopyScene, apart: Mapping[int, Sequence[str]]) -> list[int]:
    """Let the doubts of documents say what is so by now; gives the documents for which any changed.

    Args:
        session: an open transaction that holds the documents.
        scene: the documents.
        apart: by document what was said of tasks of its copies and is shown at none of its own.
    """
    wanted = _wanted(scene)
    for document_id, said in apart.items():
        wanted.setdefault(document_id, []).extend((FOLLOWED, message_of(FOLLOWED, detail)) for detail in said)
    of = {revision.id: document_id for document_id, revision in scene.current.items()}
    query = select(Issue).where(Issue.revision_id.in_(of), Issue.code.in_(ABOUT_COPIES)).order_by(Issue.id)
    there: dict[int, list[Issue]] = {}
    for issue in session.scalars(query):
        there.setdefault(issue.document_id, []).append(issue)
    changed = []
    for revision_id, document_id in of.items():
        mine, says = there.get(document_id, []), list(dict.fromkeys(wanted.get(document_id, [])))
        known = {(issue.code, issue.message) for issue in mine}
        gone, new = [i for i in mine if (i.code, i.message) not in says], [one for one in says if one not in known]
        for issue in gone:
            session.delete(issue)
        for code, message in new:
            about = {"code": code, "severity": severity_of(code), "message": message, "created_at": now()}
            session.add(Issue(document_id=document_id, revision_id=revision_id, **about))
        if gone or new:
            changed.append(document_id)
    session.flush()
    return changed


def _wanted(scene: CopyScene) -> dict[int, list[tuple[str, str]]]:
    wanted: dict[int, list[tuple[str, str]]] = {}
    for copies in scene.leads:
        first = min(copies)
        for later in sorted(copies - {first}):
            if scene.is_alike(later, copies):  # else a person said so, and knows
                wanted.setdefault(later, []).append((LOADED, message_of(LOADED, scene.name(first))))
    asked: set[frozenset[frozenset[int]]] = set()
    # Two groups are one question, asked of the pair that is likeliest, and there of the one that came first.
    for (first, second), pair in sorted(scene.pairs.items(), key=lambda item: (item[1].verdict == OTHER, item[0])):
        groups = frozenset({scene.group_of(first), scene.group_of(second)})
        if pair.verdict == SAME or len(groups) == 1 or groups in asked or not {first, second} <= scene.current.keys():
            continue
        asked.add(groups)
        if not scene.were_parted(*groups):
            code = OTHER_TEXT if pair.verdict == OTHER else PERHAPS
            wanted.setdefault(second, []).append((code, message_of(code, f"{scene.name(first)}; {_why(pair)}")))
    return wanted


def _why(pair: CopyLikeness) -> str:
    if pair.reason in _WHY:
        return _WHY[pair.reason]
    if not pair.differences:
        return f"{pair.share:.0%} of the words are the same"
    return ", ".join(f"{_quoted(there)} there and {_quoted(here)} here" for there, here in pair.differences)


def _quoted(words: str) -> str:
    return f"“{legible(words)}”" if words else "nothing"
