from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import Head
from tasks.domain.signature import Chain, Later, Signature, Signatures, SignatureSource, Timestamp
from tasks.domain.span import Span
from tasks.signing.clock import VIETNAM
from tasks.signing.weigh import weigh, with_verdicts

VOCABULARY = load_vocabulary()
DAY = datetime(2026, 11, 12, 14, 5, tzinfo=VIETNAM)
LEADER = Signature(
    SignatureSource.SIGNATURE,
    signer="Nguyễn Văn An",
    organisation="ỦY BAN NHÂN DÂN TỈNH TÂN GIANG",
    unit="SỞ CÔNG THƯƠNG",
    signed_at=DAY,
    intact=True,
    valid=True,
    later=Later.ALLOWED,
)
SEAL = replace(LEADER, signer="Sở Công Thương", organisation="Tỉnh Tân Giang", unit=None, signed_at=DAY + timedelta(hours=1))
COMMITTEE = replace(SEAL, signer="ỦY BAN NHÂN DÂN TỈNH", organisation="Tỉnh Tân Giang")
PUBLISHER = replace(SEAL, signer="Trung tâm Công báo và Tin học", unit="Văn phòng", signed_at=DAY + timedelta(days=3))
BANNER = replace(LEADER, source=SignatureSource.BANNER, intact=None, valid=None, later=Later.NOT_CHECKED)
HEAD = Head(issuer="Sở Công Thương", signer_name="Nguyễn Văn An", issued_on=DAY.date())


def verdicts(head, *signatures):
    return {v.field: (v.said, v.value) for v in weigh(head, Signatures(signatures), VOCABULARY)}


def test_leader_and_seal_confirm_all_three():
    assert verdicts(HEAD, LEADER, SEAL) == {
        "issuer": ("confirms", "Sở Công Thương"),
        "signer_name": ("confirms", "Nguyễn Văn An"),
        "issued_on": ("confirms", "2026-11-12"),
    }


@pytest.mark.parametrize(
    ("head", "signatures", "field", "said"),
    [
        (replace(HEAD, signer_name="Nguyên Văn Ân"), (LEADER,), "signer_name", ("mends", "Nguyễn Văn An")),
        (replace(HEAD, signer_name="XS Văn An"), (LEADER,), "signer_name", ("mends", "Nguyễn Văn An")),
        (replace(HEAD, signer_name="Trần Thị Bình"), (LEADER,), "signer_name", ("contradicts", "Nguyễn Văn An")),
        (replace(HEAD, signer_name=None), (LEADER, SEAL), "signer_name", ("fills", "Nguyễn Văn An")),
        (replace(HEAD, issuer="Sở Công Thường"), (SEAL,), "issuer", ("mends", "Sở Công Thương")),
        (replace(HEAD, issuer="Sở Tài chính"), (SEAL,), "issuer", ("contradicts", "Sở Công Thương")),
        (replace(HEAD, issuer=None), (COMMITTEE,), "issuer", ("fills", "Ủy ban nhân dân tỉnh Tân Giang")),
        (replace(HEAD, issuer="Sở 453 /tb-ubnd"), (COMMITTEE,), "issuer", ("fills", "Ủy ban nhân dân tỉnh Tân Giang")),
        (replace(HEAD, issuer="Sở"), (SEAL, SEAL), "issuer", ("fills", "Sở Công Thương")),
        # Sealed the day before the day that was read; signed by the leader after it; and a year too late.
        (replace(HEAD, issued_on=date(2026, 11, 13)), (LEADER, SEAL), "issued_on", ("contradicts", "2026-11-12")),
        (replace(HEAD, issued_on=date(2026, 11, 11)), (LEADER, SEAL), "issued_on", ("contradicts", "2026-11-12")),
        (replace(HEAD, issued_on=date(2021, 11, 12)), (SEAL,), "issued_on", ("contradicts", "2026-11-12")),
        # What is published was issued before.
        (replace(HEAD, issued_on=date(2026, 11, 16)), (PUBLISHER,), "issued_on", ("contradicts", "2026-11-15")),
    ],
)
def test_one_field_is_mended_contradicted_or_filled(head, signatures, field, said):
    assert verdicts(head, *signatures)[field] == said


@pytest.mark.parametrize(
    ("head", "signatures", "field"),
    [
        # Two people signed, and neither name was read.
        (replace(HEAD, signer_name=None), (LEADER, replace(LEADER, signer="Trần Thị Bình")), "signer_name"),
        # A seal says nothing of the person.
        (HEAD, (SEAL,), "signer_name"),
        (replace(HEAD, signer_name=None), (SEAL,), "signer_name"),
        # A blank day stays blank.
        (replace(HEAD, issued_on=None), (LEADER, SEAL), "issued_on"),
        # The clerk seals in the days after; one who only initialled signed before.
        (replace(HEAD, issued_on=date(2026, 11, 10)), (SEAL,), "issued_on"),
        (replace(HEAD, issued_on=date(2026, 11, 14)), (replace(LEADER, signer="Trần Thị Bình"),), "issued_on"),
        # Published long after.
        (replace(HEAD, issued_on=date(2020, 1, 2)), (PUBLISHER,), "issued_on"),
        (HEAD, (PUBLISHER,), "issuer"),
        (replace(HEAD, issuer=None), (PUBLISHER,), "issuer"),
        # Two seals of different bodies; a name without its place.
        (replace(HEAD, issuer=None), (SEAL, COMMITTEE), "issuer"),
        (replace(HEAD, issuer=None), (replace(SEAL, signer="Sở"),), "issuer"),
        # A board uses the seal of the body that set it up.
        (replace(HEAD, issuer="Ban Chỉ đạo chuyển đổi số tỉnh Tân Giang"), (COMMITTEE,), "issuer"),
    ],
)
def test_nothing_is_said_where_nothing_is_known(head, signatures, field):
    assert field not in verdicts(head, *signatures)


@pytest.mark.parametrize(
    "change",
    [
        {"intact": False},
        {"intact": None},
        {"valid": False},
        {"later": Later.OTHER},
        {"later": Later.NOT_CHECKED},
        {"chain": Chain.UNTRUSTED},
    ],
)
def test_a_signature_that_does_not_hold_says_nothing_and_its_banner_neither(change):
    assert verdicts(HEAD, replace(LEADER, **change)) == {}
    assert verdicts(HEAD, replace(LEADER, **change), BANNER) == {}


@pytest.mark.parametrize("weak", [replace(LEADER, intact=False), replace(LEADER, valid=False), replace(LEADER, chain=Chain.UNTRUSTED)])
def test_a_signature_that_does_not_hold_may_still_ask(weak):
    assert verdicts(replace(HEAD, signer_name="Trần Thị Bình"), weak) == {"signer_name": ("contradicts", "Nguyễn Văn An")}
    assert verdicts(replace(HEAD, signer_name="Nguyên Văn An"), weak) == {}
    assert verdicts(replace(HEAD, signer_name=None), weak) == {}
    seal = replace(weak, signer="Sở Công Thương", unit=None)
    assert verdicts(replace(HEAD, issuer="Sở 45 /tb-sct"), seal) == {"issuer": ("contradicts", "Sở Công Thương")}
    assert verdicts(replace(HEAD, issuer=None), seal) == {}


def test_what_holds_decides_before_what_does_not():
    other = replace(LEADER, signer="Trần Thị Bình", intact=False)
    assert verdicts(HEAD, other, LEADER)["signer_name"] == ("confirms", "Nguyễn Văn An")


def test_who_certifies_a_copy_did_not_issue_it():
    copy = replace(SEAL, signer="Sở Y tế", quote="SAO Y Sở Y tế 20/12/2026", signed_at=DAY + timedelta(days=60))
    assert verdicts(HEAD, copy) == {}
    assert verdicts(replace(HEAD, issuer=None), copy) == {}


def test_a_time_stamp_over_the_file_is_no_signer():
    assert verdicts(HEAD, replace(LEADER, is_stamp=True)) == {}


def test_the_time_of_a_stamp_counts_before_the_stated_one():
    late = replace(LEADER, stamped_at=DAY + timedelta(days=1), timestamp=Timestamp.NOT_CHECKED)
    assert verdicts(HEAD, late)["issued_on"] == ("contradicts", "2026-11-13")
    assert verdicts(HEAD, replace(late, timestamp=Timestamp.BROKEN))["issued_on"] == ("confirms", "2026-11-12")


def test_a_banner_confirms_and_fills_but_mends_nothing():
    assert verdicts(HEAD, BANNER)["signer_name"] == ("confirms", "Nguyễn Văn An")
    assert verdicts(replace(HEAD, signer_name=None), BANNER)["signer_name"] == ("fills", "Nguyễn Văn An")
    assert "signer_name" not in verdicts(replace(HEAD, signer_name="Nguyên Văn An"), BANNER)


def test_what_is_mended_keeps_its_place_and_what_is_filled_has_none():
    head = replace(HEAD, issuer="Sở 45", signer_name="Nguyên Văn An", spans=(("issuer", Span(0, 5)), ("signer_name", Span(9, 22))))
    changed = with_verdicts(head, weigh(head, Signatures((LEADER, SEAL)), VOCABULARY))
    assert (changed.issuer, changed.signer_name) == ("Sở Công Thương", "Nguyễn Văn An")
    assert changed.spans == (("signer_name", Span(9, 22)),)
    assert with_verdicts(HEAD, weigh(HEAD, Signatures((LEADER, SEAL)), VOCABULARY)) == HEAD
