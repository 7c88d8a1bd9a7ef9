"""A filter that names what nobody knows is told, and what is only not there is not."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
from notice import PLAIN

from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from flows.filters import check_agency, check_doubt, check_issuer, check_states, check_type
from tasks.domain.asking_errors import UnknownNameError


@pytest.fixture
def loaded(migrated_url):
    document, _ = register_document(migrated_url, sha256="ab" * 32, byte_size=1, store_path="ab/ab", delivery=("/in/a.pdf", "a.pdf"))
    write_reading(migrated_url, RevisionKey(document.id, "k", {}, {}), PLAIN.reading())
    return migrated_url


@pytest.mark.parametrize("name", [None, "Sở Nội vụ", "so noi vu", "noi vu", "so-noi-vu", "UBND các xã", "Sở Xây dựng"])
def test_an_agency_that_a_document_or_the_vocabulary_knows_passes(loaded, name):
    check_agency(loaded, name)


@pytest.mark.parametrize(("name", "offered"), [("Sở Nội vu tỉnh", "Sở Nội vụ"), ("Sở Nộ vụ", "Sở Nội vụ"), ("xyzzy", "`thongbao show")])
def test_another_is_told_with_the_likest(loaded, name, offered):
    with pytest.raises(UnknownNameError) as told:
        check_agency(loaded, name)
    assert repr(name) in told.value.message and offered in told.value.hint


def test_where_nobody_is_named_a_filter_is_no_mistake(migrated_url):
    check_agency(migrated_url, "xyzzy")
    check_issuer(migrated_url, "xyzzy")


def test_kinds_doubts_and_states(loaded):
    check_type(loaded, "tb")
    check_doubt(loaded, "directive-without-lead")
    check_states(["loaded", "waiting"])
    for check, name in ((check_type, "TP"), (check_doubt, "directive-no-lead")):
        with pytest.raises(UnknownNameError):
            check(loaded, name)
    with pytest.raises(UnknownNameError, match="Did you mean quarantined"):
        check_states(["quarantine"])
