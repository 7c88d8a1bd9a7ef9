"""What comes out of an archive, and what does not."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from parcels import one_entry, packed
from PIL import Image

from tasks.bundles.archive import unpack_archive
from tasks.bundles.bounds import BundleLimits
from tasks.domain.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedArchiveError,
    LimitExceededError,
    UnsupportedFileError,
)

LIMITS = BundleLimits(members=20, member_bytes=10_000_000, bytes=20_000_000, archives=2)
PDF = b"%PDF-1.7\n1 0 obj\n"
OFFICE = packed([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])
NOTICE = ("Sở Nội vụ chủ trì rà soát danh sách, báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 năm 2026. " * 3).encode()
ENGLISH = b"These are the terms under which the files of this archive were sent to everybody who asked for them, and no more. " * 3


def png():
    stream = io.BytesIO()
    Image.new("L", (20, 20), 255).save(stream, "PNG")
    return stream.getvalue()


def unpack(folder: Path, data: bytes, limits=LIMITS, *, nested=True):
    (folder / "in").mkdir(exist_ok=True)
    source, out = folder / "in" / "a.zip", folder / "out"
    source.write_bytes(data)
    out.mkdir(exist_ok=True)
    members = unpack_archive(source, "hồ sơ.zip", out, limits, nested=nested)
    assert {m.file for m in members if m.file} == {p.name for p in out.iterdir()}
    return members


def test_what_can_be_read_is_taken_out_and_the_rest_is_named(tmp_path):
    entries = [
        ("01 thông báo.pdf", PDF),
        ("ảnh/trang 1.png", png()),
        ("văn bản.txt", NOTICE),
        ("biểu mẫu.docx", OFFICE),
        ("readme.txt", ENGLISH),
        ("trống.pdf", b""),
        ("nén.rar", b"Rar!\x1a\x07\x01\x00"),
    ]
    members = unpack(tmp_path, packed(entries))
    assert [(m.path, bool(m.file), m.reason) for m in members] == [
        ("01 thông báo.pdf", True, ""),
        ("ảnh/trang 1.png", True, ""),
        ("văn bản.txt", True, ""),
        ("biểu mẫu.docx", False, "a document of an office program"),
        ("readme.txt", False, "a text that is no notice"),
        ("trống.pdf", False, "it is empty"),
        ("nén.rar", False, "a RAR archive"),
    ]
    assert [(tmp_path / "out" / m.file).read_bytes() for m in members[:3]] == [PDF, png(), NOTICE]


@pytest.mark.parametrize("name", ["Thumbs.db", "a/desktop.ini", "__MACOSX/._01.pdf", ".hidden.pdf", "~$a.docx", "a/"])
def test_files_of_systems_and_folders_are_passed_over(tmp_path, name):
    assert [m.path for m in unpack(tmp_path, packed([("a.pdf", PDF), (name, b"" if name.endswith("/") else PDF)]))] == ["a.pdf"]


@pytest.mark.parametrize("name", ["../../a.pdf", "/tmp/a.pdf", "C:\\a.pdf", "..\\..\\a.pdf"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    [member] = unpack(tmp_path, packed([(name, PDF)]))
    assert (member.path.rpartition("/")[2], member.file) == ("a.pdf", "00001")
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["00001", "a.zip"]


def test_a_link_is_named_and_made_nowhere(tmp_path):
    link = one_entry(b"a.pdf", b"/etc/passwd", attributes=(stat.S_IFLNK | 0o777) << 16)
    with pytest.raises(UnsupportedFileError, match=r"a\.pdf \(a link\)"):
        unpack(tmp_path, link)
    assert not any((tmp_path / "out").iterdir())


def test_two_files_of_one_name_are_two(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed([("a.pdf", PDF), ("a.pdf", PDF + b"2")])
    members = unpack(tmp_path, data)
    assert [(tmp_path / "out" / m.file).read_bytes() for m in members] == [PDF, PDF + b"2"]


def test_a_locked_file_is_named_and_a_locked_archive_is_refused(tmp_path):
    with pytest.raises(EncryptedArchiveError, match="password"):
        unpack(tmp_path, one_entry(b"a.pdf", PDF, flags=1))


@pytest.mark.parametrize("method", [9, 98])
def test_a_packing_nobody_knows_is_named(tmp_path, method):
    with pytest.raises(UnsupportedFileError, match="packed in a way that is not known"):
        unpack(tmp_path, one_entry(b"a.pdf", PDF, method=method))


def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path):
    data = bytearray(packed([("a.pdf", PDF * 40), ("b.pdf", PDF)], zipfile.ZIP_STORED))
    data[60:70] = bytes(10)
    a, b = unpack(tmp_path, bytes(data))
    assert (a.file, a.code, a.reason) == ("", "damaged-file", "damaged") and b.file


def test_an_archive_inside_is_taken_out_once(tmp_path):
    inner = packed([("a.pdf", PDF)])
    assert [bool(m.file) for m in unpack(tmp_path, packed([("a.zip", inner)]))] == [True]
    with pytest.raises(UnsupportedFileError, match="archive inside an archive"):
        unpack(tmp_path / "out", packed([("a.zip", inner)]), nested=False)


def test_only_so_many_archives_are_taken_out(tmp_path):
    members = unpack(tmp_path, packed([(f"{n}.zip", packed([("a.pdf", PDF + bytes([n]))])) for n in range(4)]))
    assert [m.reason for m in members] == ["", "", "one archive too many", "one archive too many"]


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (packed([("a.pdf", PDF * 100)])[:60], DamagedFileError, "broken or cut-off"),
        (packed([]), EmptyFileError, "without files"),
        (packed([("Thumbs.db", b"x")]), EmptyFileError, "without files"),
        (OFFICE, UnsupportedFileError, "document of an office program"),
        (packed([("mimetype", b"application/vnd.oasis.opendocument.text"), ("a.pdf", PDF)]), UnsupportedFileError, "office program"),
        (packed([("a.docx", OFFICE)]), UnsupportedFileError, r"no file that can be read: a\.docx"),
        (packed([(f"{n}.pdf", PDF) for n in range(21)]), LimitExceededError, "max_members = 20"),
        (packed([(f"{n}.pdf", PDF + bytes(9_000_000)) for n in range(3)]), LimitExceededError, "max_unpacked_bytes"),
    ],
    ids=["cut", "empty", "of systems", "docx", "odt", "only docx", "too many", "too large"],
)
def test_an_archive_that_gives_nothing_says_why(tmp_path, data, error, said):
    with pytest.raises(error, match=said):
        unpack(tmp_path, data)


def test_files_beside_their_signatures_are_taken_out(tmp_path):
    data = packed([("mimetype", b"application/vnd.etsi.asic-e+zip"), ("tb.pdf", PDF), ("META-INF/signatures.xml", b"<a/>")])
    assert [m.path for m in unpack(tmp_path, data) if m.file] == ["tb.pdf"]


def test_what_a_file_says_of_its_size_is_not_believed(tmp_path):
    a, b = unpack(tmp_path, packed([("a.pdf", PDF + bytes(11_000_000)), ("b.pdf", PDF)]))
    assert (a.code, b.file) == ("limit-exceeded", "00002") and "max_file_bytes" in a.reason
