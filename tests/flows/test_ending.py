"""However the program ends, there is no traceback for what a person can cause, and the exit code is the documented one."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from db.reading.documents import register_document
from flows.cli import app
from flows.ending import exit_code, of_system
from tasks.domain.errors import StorageError, StorageFullError

pytestmark = pytest.mark.slow  # starts programs
ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(ready, tmp_path):
    """Runs a shell line in which ``thongbao`` is the program, in a home with one document."""
    url = f"sqlite:///{ready / 'thongbao.db'}"
    register_document(url, sha256="ab" * 32, byte_size=1, store_path="ab/ab", delivery=("/in/ưa.pdf", "ưa.pdf"))

    def run(line, **environment):
        script = f'thongbao() {{ "{sys.executable}" -m flows "$@"; }}\n{line}'
        done = subprocess.run(
            ["bash", "-c", script], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr, done.stderr
        return done

    run.home = ready
    return run


@pytest.fixture
def here(monkeypatch, capsys):
    """Runs such a line in this process, which need not import everything first."""

    def run(line):
        words = shlex.split(line)
        begin = words.index("thongbao")
        for name, _, value in (word.partition("=") for word in words[:begin]):
            monkeypatch.setenv(name, value)
        code = exit_code(lambda: app(words[begin + 1 :], prog_name="thongbao", standalone_mode=False))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return subprocess.CompletedProcess(words, code, out, err)

    return run


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("THONGBAO_HOME={file} thongbao status", 9, "is a file"),
        ("THONGBAO_HOME={file}/below thongbao status", 9, "is a file"),
        ("THONGBAO_HOME=/proc/nowhere thongbao ingest x.pdf", 9, "cannot be made"),
        ("THONGBAO_HOME={home}x thongbao status", 26, "Did you mean THONGBAO_HOME={home}?"),
        ("THONGBAO_HOME={home}x thongbao verify", 26, "{home}x/thongbao.db"),
        ("THONGBAO_CONFIG={home}/none.toml thongbao status", 9, "none.toml, which is not there"),
        ("THONGBAO_TIMEZON=x thongbao status", 9, "Did you mean THONGBAO_TIMEZONE?"),
        ("THONGBAO_DATABASE_URL=mysql://u:geheim@h/x thongbao status", 9, "no support for 'mysql'"),
        ("THONGBAO_DATABASE_URL=geheim thongbao status", 9, "no address of a database"),
        ("THONGBAO_DATABASE_URL=postgresql://u:geheim@nowhere.invalid/x thongbao status", 8, "a host that nobody knows"),
        ("THONGBAO_DATABASE_URL=postgresql://u:geheim@127.0.0.1:1/x thongbao status", 8, "Nothing listens there"),
        ("THONGBAO_DATABASE_URL=sqlite:///{home} thongbao status", 8, "database-unavailable"),
        ("THONGBAO_DATABASE_URL=sqlite:///{file} thongbao status", 8, "another program's file"),
        ("thongbao status >/dev/full", 8, "No space is left"),
        ("thongbao export --format json >/dev/full", 8, "No space is left"),
        ("thongbao fly 2>/dev/full", 2, ""),
        ("thongbao show $'\\xff'", 14, "UTF-8"),
        ("thongbao due --agency 'nobody'", 0, ""),  # no document names anybody
        ("thongbao status --state load", 27, "Did you mean loaded?"),
        ("thongbao issues --code directive-no-lead", 27, "Did you mean directive-without-lead"),
    ],
)
def test_what_a_person_can_cause_is_told_with_what_to_do(program, here, line, code, said):
    file = program.home / "a file"
    file.write_text("somebody's own words, longer than the head of a database would be" * 40)
    line, said = line.replace("{file}", f"'{file}'"), said.replace("{home}", str(program.home))
    if "sqlite" in line:
        line = line.replace(f"'{file}'", str(file.rename(program.home / "file")))
    of_the_shell = ">" in line or "$" in line
    done = (program if of_the_shell else here)(line.replace("{home}", str(program.home)))
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "geheim" not in done.stderr + done.stdout
    assert not re.search(r"[.:,] ?\.", done.stderr.replace("...", "")), done.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("thongbao status | true; exit ${PIPESTATUS[0]}", 0),
        ("thongbao series --json | true; exit ${PIPESTATUS[0]}", 0),
        ("thongbao status >&-", 0),
        ("thongbao status 2>&-", 0),
        ("thongbao status <&-", 0),
        ("thongbao fly 2>&-", 2),
    ],
)
def test_streams_may_be_closed(program, line, code):
    assert program(line).returncode == code


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}], ids=str)
def test_letters_are_no_matter_of_the_locale(program, locale):
    done = program("unset HOME; thongbao status", **locale)
    assert done.returncode == 0
    assert ("ưa.pdf" if len(locale) == 1 else r"\u01b0a.pdf") in done.stdout


def test_ctrl_c_ends_with_130_and_a_word():
    # Where the tests run as a job in the background, that it is ignored is inherited.
    heard = "import signal, time; signal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"{heard}; from flows.ending import end_with; end_with(lambda: (print(1, flush=True), time.sleep(60)))"
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "Stopped. What was not finished is taken up by the next run.\n")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(28, "No space left on device"), StorageFullError),
        (OSError(122, "Disk quota exceeded", "/srv/x"), StorageFullError),
        (PermissionError(13, "Permission denied", "/srv/x"), StorageError),
        (OSError(71, "Protocol error"), type(None)),
    ],
)
def test_errors_of_the_system_that_a_person_can_mend_are_told_so(error, kind):
    assert type(of_system(error)) is kind


def test_a_bug_keeps_its_traceback(capsys):
    def broken():
        raise ValueError("x")

    assert exit_code(broken) == 70
    assert "Traceback" in capsys.readouterr().err
