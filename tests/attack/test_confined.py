"""A sender of hostile files tries to get out of the process that takes his file apart, or to hold it for ever."""

import os
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from config.settings import load_settings
from flows.doctor import confinement, granted
from tasks.apart import ROOM
from tasks.confined.budget import Budget
from tasks.confined.faults import meant
from tasks.confined.process import Granted
from tasks.confined.terms import Terms
from tasks.domain.errors import DamagedFileError, LimitExceededError, RasterError, UndecodableFileError
from tasks.domain.page import PageSource
from tasks.scan.process import Bounds, run_bounded
from tasks.scan.rasterize import PageImage
from tasks.sheets import checked

pytestmark = pytest.mark.attack
PLENTY, FREE = Budget(600), Terms()


# Whoever takes the process over that reads his file is still inside. Modules of Python serve as the one who did.


def inside(module, *, terms=FREE, budget=PLENTY):
    return ROOM.confined(terms, "bad.pdf", budget, import_module, module)


def needs(facts, name):
    if not getattr(facts, name):
        pytest.skip("this kernel does not grant it; `thongbao doctor` says so")


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK"])
def test_there_is_no_network_inside(family):
    import socket

    with inside("socket") as process:
        needs(process.granted(), "calls")
        with pytest.raises(OSError, match="EPERM"):
            process.call(str, "socket", getattr(socket, family))


@pytest.mark.parametrize("what", ["database", "secrets", "another original", "accounts of the system", "variables of the program", "list"])
def test_other_files_cannot_be_read_inside(home, what):
    for name in ("thongbao.db", "thongbao.toml"):
        (home / name).write_text("secret")
    (home / "store").mkdir()
    (home / "store" / "other").write_text("secret")
    own = home / "store" / "own"
    own.write_text("own")
    paths = {
        "database": home / "thongbao.db",
        "secrets": home / "thongbao.toml",
        "another original": home / "store" / "other",
        "accounts of the system": Path("/etc/passwd"),
        "variables of the program": Path(f"/proc/{os.getpid()}/environ"),
    }
    with inside("os", terms=Terms(reads=(own,))) as process:
        needs(process.granted(), "files")
        with pytest.raises(OSError, match="EACCES"):
            if what == "list":
                process.call(list[str], "listdir", str(home))
            else:
                process.call(int, "open", str(paths[what]), os.O_RDONLY)
        assert process.call(int, "open", str(own), os.O_RDONLY) > 0


def test_nothing_can_be_written_inside_but_its_own_pictures(home):
    (home / "pictures").mkdir()
    (home / "original").write_text("own")
    making = os.O_WRONLY | os.O_CREAT
    with inside("os", terms=Terms(reads=(home / "original",), writes=(home / "pictures",))) as process:
        needs(process.granted(), "files")
        for path in (home / "new", home / "original", Path("/tmp/new")):
            with pytest.raises(OSError, match="EACCES"):
                process.call(int, "open", str(path), making)
        with pytest.raises(OSError, match="EACCES"):
            process.call(object, "unlink", str(home / "original"))
        # A link that the program would follow later.
        with pytest.raises(OSError, match="EACCES"):
            process.call(object, "symlink", "/etc/passwd", str(home / "pictures" / "page.jpg"))
        assert process.call(int, "open", str(home / "pictures" / "page.jpg"), making) > 0


def test_the_program_cannot_be_reached_from_inside(monkeypatch):
    for name in ("THONGBAO_WEBHOOK_URL", "PREFECT_API_AUTH_STRING", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "MY_OWN_SECRET"):
        monkeypatch.setenv(name, "geheim")
    with inside("os") as process:
        for name in ("THONGBAO_WEBHOOK_URL", "PREFECT_API_AUTH_STRING", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "MY_OWN_SECRET"):
            assert process.call(str | None, "getenv", name) is None
        if process.granted().files >= 6:
            with pytest.raises(OSError, match="EPERM"):
                process.call(object, "kill", os.getpid(), 0)


def test_no_document_meets_a_process_that_read_another():
    with inside("os") as one, inside("os") as other:
        assert one.call(int, "getpid") == one.call(int, "getpid") != other.call(int, "getpid")


def test_all_memory_is_refused_and_named():
    with inside("builtins", terms=Terms(memory_bytes=1 << 28)) as process, pytest.raises(LimitExceededError, match="memory_bytes"):
        process.call(str, "bytearray", 1 << 40)


def test_the_time_of_a_document_is_bounded_over_all_its_calls():
    budget = Budget(2)
    with inside("time", budget=budget) as process:
        with pytest.raises(LimitExceededError, match="document_seconds = 2"):
            for _ in range(1000):
                process.call(object, "sleep", 0.25)
        with pytest.raises(LimitExceededError, match="document_seconds = 2"):
            process.call(object, "sleep", 0)
    with inside("time", budget=Budget(1)) as process, pytest.raises(LimitExceededError, match="document_seconds = 1"):
        process.call(object, "sleep", 600)


def test_a_call_that_hangs_is_ended():
    with inside("time") as process, pytest.raises(RasterError, match="took longer than 1 s"):
        process.call(object, "sleep", 600, seconds=1)


def test_processor_time_is_bounded():
    with inside("builtins", terms=Terms(cpu_seconds=1)) as process, pytest.raises(RasterError, match="ended without a word"):
        process.call(str, "eval", "[x for x in iter(int, 1)]")


@pytest.mark.parametrize("death", ["abort", "_exit"])
def test_a_crash_ends_the_process_and_not_the_program(death):
    with inside("os") as process, pytest.raises(RasterError, match=r"The process that read bad\.pdf ended without a word"):
        process.call(object, death, *([0] if death == "_exit" else []))
    with inside("os") as process:
        assert process.call(int, "getpid")


def test_what_a_library_breaks_over_is_the_fault_of_the_file():
    with inside("json") as process, pytest.raises(UndecodableFileError, match=r"A library broke over bad\.pdf: JSONDecodeError: ") as broke:
        process.call(str, "loads", "{")
    assert broke.value.quarantines


def test_an_answer_that_was_not_asked_for_is_refused():
    with inside("os") as process, pytest.raises(RasterError, match="not asked for"):
        process.call(list[PageImage], "getcwd")


@pytest.mark.parametrize("name", ["../../thongbao.db", "/etc/passwd", "link.jpg", "gone.jpg"])
def test_pictures_that_are_no_files_of_the_folder_are_refused(tmp_path, name):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (tmp_path / "thongbao.db").write_text("secret")
    (folder / "link.jpg").symlink_to(tmp_path / "thongbao.db")
    (folder / "page.jpg").touch()
    page = PageImage(1, "", "page.jpg", 1, 1, 200, PageSource.BLANK, "")
    assert checked(page, folder) is page
    with pytest.raises(RasterError, match="no file of its folder"):
        checked(replace(page, colour=name), folder)


def lives(word: str) -> bool:
    def command(folder: Path) -> bytes:
        try:
            return (folder / "cmdline").read_bytes()
        except OSError:
            return b""

    return any(word.encode() in command(folder).split(b"\0") for folder in Path("/proc").iterdir() if folder.name.isdigit())


def test_programs_of_a_process_that_was_ended_do_not_live_on():
    word = f"600.{os.getpid()}"
    with inside("tasks.scan.process") as process, pytest.raises(RasterError, match="took longer"):
        process.call(object, run_bounded.__name__, ["sleep", word], Bounds(600), seconds=2)
    for _ in range(1000):
        if not lives(word):
            return
        time.sleep(0.05)
    pytest.fail("it lives on")


def test_doctor_says_what_the_kernel_grants(home):
    found = confinement(load_settings())
    assert found.ok
    assert "limits of memory and time" in found.value
    less = granted(Granted(0, False))
    assert less.ok
    assert "EVERY FILE" in less.value
    assert "THE NETWORK" in less.value
    assert less.hint


@pytest.mark.parametrize("name", ["StorageFullError", "InvariantError", "ConfigError", "DatabaseUnavailableError", "BatchStoppedError"])
def test_whoever_took_a_process_over_cannot_blame_the_machine(name):
    meaning = meant({"error": name, "message": "It failed.", "hint": ""}, "bad.pdf")
    assert isinstance(meaning, RasterError)
    assert isinstance(meant({"error": "DamagedFileError", "message": "It is cut off."}, "bad.pdf"), DamagedFileError)
