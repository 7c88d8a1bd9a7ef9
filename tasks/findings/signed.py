"""Doubts about signatures, and doubts about the head that signatures raise or settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.domain.doubt import message_of, severity_of
from tasks.domain.notice import CleanText, Structure
from tasks.domain.outcome import Issue
from tasks.domain.signature import Signature, Signatures, SignatureSource, Verdict
from tasks.domain.span import Span
from tasks.findings.issues import issue_at

_CODES = {"contradicts": "head-contradicts-signature", "fills": "head-from-signature", "mends": "head-mended-by-signature"}
# So many signers are named in one doubt; a file may hold hundreds of signatures.
_MOST_NAMED = 5


def with_signature_doubts(issues: Sequence[Issue], clean: CleanText, structure: Structure, signatures: Signatures) -> tuple[Issue, ...]:
    """The doubts about a notice together with those that its signatures raise; a field that they confirm is no longer badly read.

    Args:
        issues: doubts of everything else.
        clean: the text.
        structure: with what the signatures say of the head.
        signatures: of the file.
    """
    settled = {v.field for v in structure.verdicts if v.said in {"confirms", "mends"}}
    kept = (i for i in issues if not (i.code == "head-field-doubtful" and i.field in settled))
    return (*_of_file(signatures), *_of_head(clean, structure, signatures), *kept)


def _of_file(signatures: Signatures) -> Iterator[Issue]:
    if signatures.fault:
        yield _plain(signatures.fault, signatures.detail)
    for code in dict.fromkeys(s.fault for s in signatures.found if s.fault):
        yield _plain(code, _named([s for s in signatures.found if s.fault == code]))


def _plain(code: str, detail: str) -> Issue:
    return Issue(code, severity_of(code), message_of(code, detail))


def _named(signatures: Sequence[Signature]) -> str:
    told = [f"{s.signer or s.field or 'a signature'}{f' ({s.detail})' if s.detail else ''}" for s in signatures[:_MOST_NAMED]]
    more = len(signatures) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more else "")


def _of_head(clean: CleanText, structure: Structure, signatures: Signatures) -> Iterator[Issue]:
    spans = dict(structure.head.spans)
    for verdict in structure.verdicts:
        if verdict.said not in _CODES:
            continue
        span = spans.get(verdict.field)
        issue = issue_at(clean, _CODES[verdict.said], span or Span(0, 0), _said(verdict, signatures), row=("head", 0), field=verdict.field)
        yield issue if span is not None else replace(issue, page=None, span=None, regions=())


def _said(verdict: Verdict, signatures: Signatures) -> str:
    """What the signature says, and which one it is."""
    signature = signatures.found[verdict.index]
    if signature.source is SignatureSource.BANNER:
        source = "banner"
    else:
        source = "signature" if signature.holds else "signature, which does not hold,"
    return f"{verdict.field} {verdict.value}, {source} of {signature.signer}"
