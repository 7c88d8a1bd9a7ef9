"""Files that are no scans are named as people call them; scans and texts of notices are none of them."""

from __future__ import annotations

import io
import tarfile
from pathlib import PurePosixPath

import pytest

from tasks.domain.foreign import foreign_kind
from tasks.domain.left_alone import is_left_alone
from tasks.restore.plain import may_be_text


def tar(name="thong-bao.pdf", kind=tarfile.USTAR_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        info = tarfile.TarInfo(name)
        info.size = 8
        archive.addfile(info, io.BytesIO(b"%PDF-1.7"))
    return out.getvalue()[:1032]


KINDS = {
    "mail": (b"Return-Path: <a@tangiang.example>\r\nFrom: a@tangiang.example\r\nSubject: Thong bao\r\n\r\n", "a mail"),
    "mail of a gateway": (b"Received: from x\n\tby y\nX-Spam: no\n\n", "a mail"),
    "tar": (tar(), "a TAR archive"),
    "tar of GNU": (tar(kind=tarfile.GNU_FORMAT), "a TAR archive"),
    "signed": (b"0\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + bytes(900), "a signature, or a file packed into one (CMS)"),
    "signed, of unknown length": (
        b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + bytes(900),
        "a signature, or a file packed into one (CMS)",
    ),
    "rar": (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
    "zeros": (bytes(1032), "filled with zeros from its beginning on, as lost files and images of disks are"),
    "page": (b"\xef\xbb\xbf <!DOCTYPE html><html>", "a web page"),
    "sound": (b"RIFF\x24\0\0\0WAVEfmt ", "a sound or a film"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_other_kinds_are_named(kind):
    start, what = KINDS[kind]
    found = foreign_kind(start)
    assert found is not None and found.what == what and found.hint


@pytest.mark.parametrize(
    "start",
    [
        b"%PDF-1.7\n",
        b"Received: by gateway\r\nX-Scan: clean\r\n\r\n%PDF-1.7",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7",
        "Số: 12/TB-UBND\nNgày: 05/3/2026\nKính gửi: Sở Nội vụ\n".encode(),
        b"Date of issue\nSubject matters\n",
        b"To: all\nplain words\nwithout a second header\n",
        b"",
    ],
    ids=["pdf", "pdf behind a mail's header", "pdf behind a header", "notice", "words", "one header", "empty"],
)
def test_scans_and_texts_are_none(start):
    assert foreign_kind(start) is None


def test_a_mail_is_no_text_of_a_notice(tmp_path):
    file = tmp_path / "thu.eml"
    file.write_bytes(KINDS["mail"][0] + "Ủy ban nhân dân tỉnh thông báo".encode())
    assert not may_be_text(file)


@pytest.mark.parametrize(
    "path",
    [
        "Icon\r",
        "#recycle/a.pdf",
        "lost+found/a",
        "Picasa.ini",
        "NTUSER.DAT",
        "RECYCLER/a.pdf",
        "a.pdf.download",
        ".nfs0001",
        "FOUND.000/a.chk",
    ],
)
def test_files_of_systems_are_left_alone(path):
    assert is_left_alone(PurePosixPath(path))


@pytest.mark.parametrize("path", ["Icon.pdf", "recycle/a.pdf", "a.pdf.bak", "download.pdf", "found/a.pdf"])
def test_files_of_people_are_not(path):
    assert not is_left_alone(PurePosixPath(path))
