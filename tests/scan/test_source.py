"""Files are known by their content, and bad ones are refused with a reason before anything is rendered."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pikepdf
import pytest
from PIL import Image
from sheets import body

from tasks.domain.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedPdfError,
    InputError,
    LimitExceededError,
    UnsupportedFileError,
    VanishedFileError,
)
from tasks.scan.limits import Limits
from tasks.scan.source import open_source

LIMITS = Limits()


def saved(kind, pages=1):
    out = io.BytesIO()
    first = Image.fromarray(body(100))
    more = {"save_all": True, "append_images": [first] * (pages - 1)} if kind in ("PDF", "TIFF") else {}
    first.save(out, kind, **more)
    return out.getvalue()


def written(folder, data, name="scan.bin"):
    path = folder / name
    path.write_bytes(data)
    return path


def encrypted(owner, user):
    out = io.BytesIO()
    pdf = pikepdf.open(io.BytesIO(saved("PDF")))
    pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


@pytest.mark.parametrize(("kind", "pages"), [("PDF", 3), ("TIFF", 3), ("PNG", 1), ("JPEG", 1)])
def test_kind_is_told_by_content_whatever_the_name(tmp_path, kind, pages):
    source = open_source(written(tmp_path, saved(kind, pages), "notice.txt"), LIMITS)
    assert (source.kind, source.page_count, len(source.page_sizes)) == (kind.lower(), pages, pages)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b"PK\x03\x04 a word file", UnsupportedFileError),
        (b"%PDF-1.7\nnothing more", DamagedFileError),
        (b"\x89PNG\r\n\x1a\nnothing", DamagedFileError),
        (b"\xff\xd8\xff\xe0nothing", DamagedFileError),
        (b"II*\x00\xff\xff\xff\x7f", DamagedFileError),
    ],
)
def test_bad_files_are_refused(tmp_path, data, error):
    with pytest.raises(error) as caught:
        open_source(written(tmp_path, data), LIMITS)
    assert "scan.bin" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("kind", ["PDF", "TIFF", "PNG", "JPEG"])
def test_a_file_cut_in_half_is_refused(tmp_path, kind):
    whole = saved(kind, 3)
    with pytest.raises(DamagedFileError):
        open_source(written(tmp_path, whole[: len(whole) // 2]), LIMITS)


def test_junk_in_front_and_behind_a_pdf_is_forgiven(tmp_path):
    assert open_source(written(tmp_path, b"\r\n\r\n" + saved("PDF", 2) + b"\r\n" * 50), LIMITS).page_count == 2


def test_only_a_user_password_locks_a_pdf(tmp_path):
    assert open_source(written(tmp_path, encrypted("owner", "")), LIMITS).page_count == 1
    with pytest.raises(EncryptedPdfError):
        open_source(written(tmp_path, encrypted("owner", "user")), LIMITS)


def test_a_signed_pdf_is_known(tmp_path):
    pdf = pikepdf.open(io.BytesIO(saved("PDF")))
    pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
    pdf.save(tmp_path / "signed.pdf")
    assert open_source(tmp_path / "signed.pdf", LIMITS).is_signed
    assert not open_source(written(tmp_path, saved("PDF")), LIMITS).is_signed


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_too_many_pages_name_the_setting(tmp_path, kind):
    with pytest.raises(LimitExceededError, match="max_pages"):
        open_source(written(tmp_path, saved(kind, 3)), replace(LIMITS, max_pages=2))


@pytest.mark.parametrize("kind", ["PDF", "TIFF", "PNG", "JPEG"])
def test_too_large_a_page_names_the_setting(tmp_path, kind):
    with pytest.raises(LimitExceededError, match="max_page_pixels"):
        open_source(written(tmp_path, saved(kind)), replace(LIMITS, max_page_pixels=500_000))


def test_a_page_too_large_beside_others_is_left_out(tmp_path):
    small, large = (Image.new("1", (side, side), 1) for side in (400, 900))
    out = io.BytesIO()
    small.save(out, "TIFF", save_all=True, append_images=[large, small], compression="group4")
    source = open_source(written(tmp_path, out.getvalue()), replace(LIMITS, max_page_pixels=500_000))
    assert source.page_count == 3 and list(source.left_out) == [2] and "max_page_pixels" in source.left_out[2]


def test_a_bomb_is_refused_without_being_unpacked(tmp_path):
    bomb = io.BytesIO()
    Image.fromarray(np.zeros((30_000, 30_000), bool)).save(bomb, "PNG")
    with pytest.raises(LimitExceededError):
        open_source(written(tmp_path, bomb.getvalue()), LIMITS)


@pytest.mark.parametrize("size", [40, 400, 3000])
def test_a_tiff_that_is_cut_says_so_in_words(tmp_path, size):
    data = saved("TIFF", 3)[:size]
    with pytest.raises(DamagedFileError) as caught:
        open_source(written(tmp_path, data), LIMITS)
    assert "MPO" not in caught.value.message and "()" not in caught.value.message


def test_a_file_that_is_gone_may_come_back(tmp_path):
    with pytest.raises(VanishedFileError) as caught:
        open_source(tmp_path / "gone.pdf", LIMITS)
    assert caught.value.retryable


@pytest.mark.parametrize("kind", ["PDF", "TIFF", "PNG", "JPEG"])
@pytest.mark.parametrize("seed", range(8))
def test_no_damage_ends_in_anything_but_an_answer(tmp_path, kind, seed):
    rng = np.random.default_rng(seed)
    data = bytearray(saved(kind, 2))
    for place in rng.integers(0, len(data), 40):
        data[place] = int(rng.integers(0, 256))
    try:
        assert open_source(written(tmp_path, bytes(data)), LIMITS).page_count >= 1
    except InputError as error:
        assert error.quarantines
