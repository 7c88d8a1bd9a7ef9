"""What a confined process may read: programs with what belongs to them, and never a home folder."""

from pathlib import Path

from tasks.confined.environment import allowed_environment
from tasks.confined.terms import Terms, readable, writable


def test_a_program_that_was_installed_elsewhere_has_its_models_and_libraries(tmp_path):
    for folder in ("bin", "lib", "share", "home"):
        (tmp_path / "opt" / folder).mkdir(parents=True)
    program = tmp_path / "opt" / "bin" / "tesseract"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = readable(Terms(programs=(str(program),)))
    assert {program, tmp_path / "opt" / "lib", tmp_path / "opt" / "share"} <= set(found)
    assert not {tmp_path / "opt", tmp_path / "opt" / "home", tmp_path} & set(found)


def test_neither_the_checkout_nor_a_home_is_among_what_may_be_read():
    root = Path(__file__).resolve().parents[2]
    found = readable(Terms())
    assert root / "tasks" in found
    assert not {root, root / "var", root.parent, Path("/"), Path.home(), Path("/etc"), Path("/proc"), Path("/tmp")} & set(found)


def test_only_its_own_folders_may_be_written(tmp_path):
    assert set(writable(Terms(writes=(tmp_path / "pages",)), tmp_path / "own")) == {
        tmp_path / "pages",
        tmp_path / "own",
        Path("/dev/null"),
        Path("/dev/zero"),
    }


def test_models_and_libraries_that_the_environment_names_may_be_read(monkeypatch, tmp_path):
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "models"))
    assert tmp_path / "models" in readable(Terms())
    assert allowed_environment()["TESSDATA_PREFIX"] == str(tmp_path / "models")


def test_memory_is_counted_by_the_work_that_is_done_at_once():
    assert Terms().address_space == 0
    assert Terms(memory_bytes=100, at_once=3).address_space - Terms(memory_bytes=100).address_space == 200
