"""Which paths a form may name."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.addresses import address_of
from flows.serving.paths import offered_path
from tasks.domain.errors import ForbiddenPathError


@pytest.fixture
def folders(tmp_path):
    for name in ("inbox/sub", "second", "inbox-of-others", "secret"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("inbox/a.pdf", "inbox/sub/b.pdf", "second/c.pdf", "inbox-of-others/d.pdf", "secret/e.pdf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "inbox" / "out").symlink_to(tmp_path / "secret")
    (tmp_path / "inbox" / "out.pdf").symlink_to(tmp_path / "secret" / "e.pdf")
    (tmp_path / "inbox" / "within.pdf").symlink_to(tmp_path / "inbox" / "sub" / "b.pdf")
    (tmp_path / "inbox" / "loop").symlink_to(tmp_path / "inbox" / "loop")
    (tmp_path / "mounted").symlink_to(tmp_path / "second")
    return (tmp_path / "inbox", tmp_path / "mounted")


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("{}/inbox/a.pdf", "inbox/a.pdf"),
        ("{}/inbox", "inbox"),
        ("{}/inbox/sub/", "inbox/sub"),
        ("a.pdf", "inbox/a.pdf"),
        ("{}/inbox/within.pdf", "inbox/sub/b.pdf"),
        ("{}/mounted/c.pdf", "second/c.pdf"),
        ("{}/second/c.pdf", "second/c.pdf"),
        ("file://{}/inbox/a.pdf", "inbox/a.pdf"),
        ("{}/inbox/missing.pdf", "inbox/missing.pdf"),  # the batch says that it is not there
    ],
)
def test_what_lies_below_is_taken_by_its_own_place(folders, tmp_path, named, found):
    assert offered_path(named.format(tmp_path), folders) == tmp_path / found


@pytest.mark.parametrize(
    "named",
    [
        "/etc/passwd",
        "/",
        "..",
        "../secret/e.pdf",
        "{}/secret/e.pdf",
        "{}/secret/missing.pdf",
        "{}/inbox-of-others/d.pdf",
        "{}/inbox/../secret/e.pdf",
        "{}/inbox/sub/../a.pdf",
        "{}/inbox/out/e.pdf",
        "{}/inbox/out.pdf",
        "{}/inbox/loop",
        "file://{}/inbox/%2e%2e/secret/e.pdf",
        "file://{}/secret/e.pdf",
        "a\0.pdf",
    ],
)
def test_what_leads_elsewhere_is_refused_whether_it_is_there_or_not(folders, tmp_path, named):
    with pytest.raises(ForbiddenPathError, match="does not lie below"):
        offered_path(named.format(tmp_path), folders)


@given(
    st.lists(st.sampled_from(["..", ".", "inbox", "secret", "out", "out.pdf", "sub", "a.pdf", "%2e%2e", "", "x"]), max_size=8),
    st.booleans(),
)
def test_nothing_named_leads_out(parts, absolute):
    inbox = Path("/srv/office/inbox")
    named = ("/srv/office/" if absolute else "") + "/".join(parts)
    try:
        found = offered_path(named, (inbox,))
    except ForbiddenPathError:
        return
    assert os.path.commonpath([inbox, found]) == str(inbox)


def test_a_name_that_is_no_utf8_is_taken_as_its_uri(tmp_path):
    (tmp_path / "inbox").mkdir()
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/inbox/b\xe1n.pdf"))
    assert offered_path(address_of(path), (tmp_path / "inbox",)) == path
