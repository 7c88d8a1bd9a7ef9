"""The notices of a file with what its signatures say of their heads."""

from __future__ import annotations

from dataclasses import replace

from tasks.domain.lexicon import Vocabulary
from tasks.domain.parts import Decisions, Segmented
from tasks.domain.signature import Signatures
from tasks.signing.weigh import signed_days, with_signatures
from tasks.structure.head_evidence import SignedDay
from tasks.structure.notices import parse_notices
from tasks.text.clean import CleanedNotice


def parse_weighed(cleaned: CleanedNotice, vocabulary: Vocabulary, decisions: Decisions, signatures: Signatures) -> Segmented:
    """The notices of a file; a figure that was hardly read is held against the signatures' days, each head against all they say.

    Args:
        cleaned: text of the whole file.
        vocabulary: all of it.
        decisions: what a person said of pages.
        signatures: of the file; every notice in it may be what was signed.
    """
    days = tuple(SignedDay(day, signer) for day, signer in signed_days(signatures))
    parts = parse_notices(cleaned, vocabulary, decisions, days).parts
    return Segmented(tuple(replace(part, structure=with_signatures(part.structure, signatures, vocabulary)) for part in parts))
