import hashlib

import pytest

from flows.takeaway.outputs import check_free, whole_file
from tasks.domain.errors import OutputError

SHA256 = hashlib.sha256(b"original").hexdigest()


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    target = tmp_path / "a" / "x.txt"
    with whole_file(target) as writing:
        writing.write_text("half")
        assert not target.exists()
        assert writing.suffix == ".txt"
    assert target.read_text() == "half"
    with pytest.raises(ZeroDivisionError), whole_file(target) as writing:
        writing.write_text("other")
        raise ZeroDivisionError
    assert target.read_text() == "half"
    assert list(target.parent.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"), whole_file(tmp_path / "file" / "x.txt"):
        pass


def test_a_file_that_is_there_stays_unless_forced(tmp_path):
    target = tmp_path / "x.pdf"
    check_free(target, SHA256, tmp_path / "store", force=False)
    target.write_bytes(b"other")
    with pytest.raises(OutputError, match="already"):
        check_free(target, SHA256, tmp_path / "store", force=False)
    check_free(target, SHA256, tmp_path / "store", force=True)


@pytest.mark.parametrize("force", [True, False])
def test_an_original_is_never_written_over(tmp_path, force):
    target = tmp_path / "scan.pdf"
    target.write_bytes(b"original")
    with pytest.raises(OutputError, match="is the original"):
        check_free(target, SHA256, tmp_path / "store", force=force)
    with pytest.raises(OutputError, match="store of originals"):
        check_free(tmp_path / "store" / "ab" / "new.pdf", SHA256, tmp_path / "store", force=force)
    with pytest.raises(OutputError, match="no file"):
        check_free(tmp_path, SHA256, tmp_path / "store", force=force)
