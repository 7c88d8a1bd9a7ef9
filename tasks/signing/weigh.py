"""What signatures say of the head: they confirm or contradict who issued the notice, who signed it and on which day.

Only a signature that holds is believed; a banner counts where no signature stands behind it, and then mends nothing. What does not hold may
still contradict, since that only asks. One head is weighed: of a file with several notices each is, and what one of them contradicts
another may confirm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Head, Structure
from tasks.domain.signature import Signature, Signatures, SignatureSource, Verdict
from tasks.signing.boxes import LONGEST_WAY, weigh_boxes
from tasks.signing.names import (
    Match,
    as_printed,
    as_signed,
    bodies_of,
    contradict,
    is_body,
    is_person,
    is_publisher,
    match_bodies,
    match_people,
    names_a_body,
)
from tasks.signing.shown import certifies_a_copy

Signed = Sequence[tuple[int, Signature]]


def weigh(head: Head, signatures: Signatures, vocabulary: Vocabulary) -> tuple[Verdict, ...]:
    """What the signatures say of issuer, signer, number and day, at most one verdict a field; none where they say nothing.

    Args:
        head: as read.
        signatures: of the file.
        vocabulary: for what begins the name of a body.
    """
    believed, others = _believed(signatures)
    found: dict[str, Verdict] = {}
    for verdict in (
        *weigh_boxes(head, signatures),
        *_verdicts(head, believed, vocabulary),
        *_objections(head, _verdicts(head, others, vocabulary)),
    ):
        found.setdefault(verdict.field, verdict)
    return tuple(found.values())


def signed_days(signatures: Signatures) -> tuple[tuple[date, str], ...]:
    """The days of the signatures that hold, in the time of Vietnam, each with who signed; banners and time stamps say none."""
    return tuple((s.at.date(), s.signer or "") for s in signatures.found if _proven(s) and s.holds and not s.is_stamp and s.at is not None)


def with_signatures(structure: Structure, signatures: Signatures, vocabulary: Vocabulary) -> Structure:
    """The structure with what the signatures say of its head, and the head mended and filled by them."""
    verdicts = weigh(structure.head, signatures, vocabulary)
    return replace(structure, head=with_verdicts(structure.head, verdicts), verdicts=verdicts)


def with_verdicts(head: Head, verdicts: Sequence[Verdict]) -> Head:
    """The head with what the signatures mend or fill; a filled field has no place on the page."""
    changed: dict[str, Any] = {v.field: v.value for v in verdicts if v.said in {"mends", "fills"}}
    if "issued_on" in changed:
        changed["issued_on"] = date.fromisoformat(changed["issued_on"])
    filled = {v.field for v in verdicts if v.said == "fills"}
    return replace(head, **changed, spans=tuple((name, span) for name, span in head.spans if name not in filled)) if changed else head


def _verdicts(head: Head, signed: Signed, vocabulary: Vocabulary) -> tuple[Verdict, ...]:
    found = (
        (_of_issuer(head, signed, vocabulary), _of_signer(head, signed, vocabulary), _of_day(head, signed, vocabulary)) if signed else ()
    )
    return tuple(verdict for verdict in found if verdict is not None)


def _objections(head: Head, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """What signatures that prove nothing may still do: raise a doubt about what was read."""
    for verdict in verdicts:
        if verdict.said == "contradicts" or (verdict.said == "fills" and getattr(head, verdict.field) is not None):
            yield replace(verdict, said="contradicts")


def _believed(signatures: Signatures) -> tuple[Signed, Signed]:
    """Those that count, and those that prove nothing: broken, or a banner beside signatures."""
    numbered = tuple((n, s) for n, s in enumerate(signatures.found) if not s.is_stamp)
    if not any(_proven(s) for _, s in numbered):
        return numbered, ()
    return tuple((n, s) for n, s in numbered if s.holds), tuple((n, s) for n, s in numbered if not s.holds)


def _proven(signature: Signature) -> bool:
    return signature.source is SignatureSource.SIGNATURE


def _of_issuer(head: Head, signed: Signed, vocabulary: Vocabulary) -> Verdict | None:
    # A seal names its body; a person's certificate names where the person belongs.
    sealed_first = sorted(signed, key=lambda one: not is_body(one[1].signer or "", vocabulary))
    named = [(n, s, body) for n, s in sealed_first for body in bodies_of(s, vocabulary)]
    printed = head.issuer if head.issuer is not None and names_a_body(head.issuer, vocabulary) else None
    if printed is None:
        return _filled_issuer(named, vocabulary)
    for wanted, said in ((Match.SAME, "confirms"), (Match.NEAR, "mends")):
        for number, signature, body in named:
            if match_bodies(printed, body) is wanted and (said == "confirms" or _proven(signature)):
                return Verdict("issuer", said, number, as_printed(body, vocabulary))
    if any(match_bodies(printed, body) is not Match.NONE for _, _, body in named):
        return None
    seals = [(n, body) for n, s, body in named if is_body(s.signer or "", vocabulary) and contradict(printed, body)]
    return Verdict("issuer", "contradicts", seals[0][0], as_printed(seals[0][1], vocabulary)) if seals else None


def _filled_issuer(named: Sequence[tuple[int, Signature, str]], vocabulary: Vocabulary) -> Verdict | None:
    """The one body whose seal is on the file, where its name is whole."""
    seals = [
        (n, as_printed(body, vocabulary)) for n, s, body in named if is_body(s.signer or "", vocabulary) and names_a_body(body, vocabulary)
    ]
    different = {match for _, match in seals}
    if not seals or any(match_bodies(seals[0][1], other) is not Match.SAME for other in different):
        return None
    return Verdict("issuer", "fills", *seals[0])


def _of_signer(head: Head, signed: Signed, vocabulary: Vocabulary) -> Verdict | None:
    people = [(n, s, as_signed(s.signer)) for n, s in signed if s.signer and is_person(s.signer, vocabulary) and not certifies_a_copy(s)]
    if not people:
        return None
    if head.signer_name is None:
        alone = all(match_people(people[0][2], name) is Match.SAME for _, _, name in people)
        return Verdict("signer_name", "fills", people[0][0], people[0][2]) if alone else None
    for wanted, said in ((Match.SAME, "confirms"), (Match.NEAR, "mends")):
        for number, signature, name in people:
            if match_people(head.signer_name, name) is wanted and (said == "confirms" or _proven(signature)):
                return Verdict("signer_name", said, number, name)
    if any(match_people(head.signer_name, name) is not Match.NONE for _, _, name in people):
        return None
    return Verdict("signer_name", "contradicts", people[-1][0], people[-1][2])


def _of_day(head: Head, signed: Signed, vocabulary: Vocabulary) -> Verdict | None:
    if head.issued_on is None:
        return None
    days = [(n, s, s.at.date()) for n, s in signed if s.at is not None]
    issuers = [(n, s, day) for n, s, day in days if not is_publisher(s.signer or "") and not certifies_a_copy(s)]
    for number, _, day in issuers:
        if day == head.issued_on:
            return Verdict("issued_on", "confirms", number, day.isoformat())
    return next(_wrong_days(head.issued_on, head.signer_name, days, issuers, vocabulary), None)


def _wrong_days(
    issued_on: date,
    leader: str | None,
    days: Sequence[tuple[int, Signature, date]],
    issuers: Sequence[tuple[int, Signature, date]],
    vocabulary: Vocabulary,
) -> Iterator[Verdict]:
    """Signatures on days that the printed one cannot go with.

    The leader signs first, then the clerk gives number and day and sets the seal (Decree 30/2020/NĐ-CP, Articles 13 to 17); what is
    published is there already. So no body signs before the day of issue, the leader does not sign after it, and the seal follows soon.
    """
    for number, signature, day in days:
        if day < issued_on and is_body(signature.signer or "", vocabulary):
            yield Verdict("issued_on", "contradicts", number, day.isoformat())
    for number, signature, day in issuers:
        leads = leader is not None and match_people(leader, signature.signer or "") is not Match.NONE
        if day > issued_on and (leads or day - issued_on > LONGEST_WAY):
            yield Verdict("issued_on", "contradicts", number, day.isoformat())
