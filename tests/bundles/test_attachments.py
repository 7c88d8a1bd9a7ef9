"""What comes out of a PDF that carries files."""

import zlib

import pikepdf
import pytest
from parcels import packed

from tasks.bundles.attachments import unpack_attachments
from tasks.bundles.bounds import BundleLimits
from tasks.domain.errors import DamagedFileError, LimitExceededError

LIMITS = BundleLimits(members=5, member_bytes=1_000_000, bytes=2_000_000)
INSIDE = b"%PDF-1.7\n1 0 obj\n"


def carrier(path, files, change=lambda pdf: None):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, data in files:
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        change(pdf)
        pdf.save(path)
    return path


def unpack(tmp_path, path, limits=LIMITS, *, nested=True):
    (tmp_path / "out").mkdir()
    return unpack_attachments(path, "tb.pdf", tmp_path / "out", limits, nested=nested)


def pin(pdf):
    file = pikepdf.AttachedFileSpec(pdf, INSIDE + b"pinned", filename="ghim.pdf").obj
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=file)
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note), None])


def associate(pdf):
    pdf.Root.AF = pikepdf.Array([pikepdf.AttachedFileSpec(pdf, INSIDE + b"associated", filename="kèm.pdf").obj])


def test_files_of_the_list_of_a_page_and_of_the_whole_are_taken_out(tmp_path):
    def both(pdf):
        pin(pdf)
        associate(pdf)

    members = unpack(
        tmp_path, carrier(tmp_path / "a.pdf", [("phụ lục.pdf", INSIDE), ("số liệu.xlsx", packed([("[Content_Types].xml", b"")]))], both)
    )
    assert {(m.path, m.reason) for m in members} == {
        ("phụ lục.pdf", ""),
        ("số liệu.xlsx", "a document of an office program"),
        ("ghim.pdf", ""),
        ("kèm.pdf", ""),
    }
    assert sorted(p.read_bytes() for p in (tmp_path / "out").iterdir()) == [INSIDE, INSIDE + b"associated", INSIDE + b"pinned"]


def test_one_file_that_is_named_twice_is_taken_once(tmp_path):
    def again(pdf):
        pdf.Root.AF = pikepdf.Array([pdf.attachments["a.pdf"].obj])

    assert len(unpack(tmp_path, carrier(tmp_path / "a.pdf", [("a.pdf", INSIDE)], again))) == 1


@pytest.mark.parametrize(
    ("packing", "reason"),
    [
        (lambda data: zlib.compress(data)[:-200], "damaged"),
        (lambda data: b"no deflate at all", "damaged"),
        (lambda data: zlib.compress(INSIDE + bytes(1_500_000)), "max_file_bytes"),
    ],
    ids=["cut", "bent", "too large"],
)
def test_a_file_that_does_not_unpack_is_named(tmp_path, packing, reason):
    data = bytes(range(256)) * 20

    def bend(pdf):
        stream = pdf.attachments["a.pdf"].obj.EF.F
        stream.write(packing(data), filter=pikepdf.Name.FlateDecode)

    path = carrier(tmp_path / "a.pdf", [("a.pdf", INSIDE), ("b.pdf", INSIDE)], bend)
    found = {m.path: m for m in unpack(tmp_path, path)}
    assert reason in found["a.pdf"].reason and found["b.pdf"].file


def test_a_name_without_a_file_is_named(tmp_path):
    def empty(pdf):
        del pdf.attachments["a.pdf"].obj["/EF"]

    [member] = unpack(tmp_path, carrier(tmp_path / "a.pdf", [("a.pdf", INSIDE)], empty))
    assert member.reason == "a name without a file"


def test_what_an_editor_deleted_is_passed_over(tmp_path):
    def delete(pdf):
        pdf.Root.AF = pikepdf.Array([None])
        pdf.Root.Names.EmbeddedFiles.Names.append(pikepdf.String("z.pdf"))
        pdf.Root.Names.EmbeddedFiles.Names.append(pikepdf.Object.parse(b"null"))

    assert [m.path for m in unpack(tmp_path, carrier(tmp_path / "a.pdf", [("a.pdf", INSIDE)], delete))] == ["a.pdf"]


def test_a_tree_that_leads_back_to_itself_ends(tmp_path):
    def loop(pdf):
        tree = pdf.Root.Names.EmbeddedFiles
        tree.Kids = pikepdf.Array([tree])

    assert [m.path for m in unpack(tmp_path, carrier(tmp_path / "a.pdf", [("a.pdf", INSIDE)], loop))] == ["a.pdf"]


def test_more_files_than_may_be_are_refused(tmp_path):
    with pytest.raises(LimitExceededError, match="max_members = 5"):
        unpack(tmp_path, carrier(tmp_path / "a.pdf", [(f"{n}.pdf", INSIDE + bytes([n])) for n in range(6)]))


def test_a_pdf_that_does_not_open_says_so(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(DamagedFileError):
        unpack(tmp_path, tmp_path / "a.pdf")
