"""Programs that take too much of anything are ended, and with them whatever they started."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from sheets import body

from tasks.domain.errors import RasterError
from tasks.scan.process import Bounds, run_bounded
from tasks.scan.render import render_pdf


def python(code, bounds):
    return run_bounded([sys.executable, "-c", code], bounds)


def test_output_and_last_words_are_handed_back():
    done = python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)", Bounds(60))
    assert (done.returncode, done.stdout, done.stderr, done.timed_out, done.too_large) == (3, b"out\n", "err\n", False, False)


def test_what_reads_a_file_does_not_get_our_passwords(monkeypatch):
    for name in ("THONGBAO_WEBHOOK_URL", "PREFECT_API_AUTH_STRING", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "geheim")
    done = python("import os; print(dict(os.environ))", Bounds(60))
    assert (b"geheim" in done.stdout, b"'OMP_THREAD_LIMIT': '1'" in done.stdout) == (False, True)


@pytest.mark.parametrize("where", ["sys.stdout", "open('/dev/fd/1', 'w')"])
def test_a_program_that_prints_without_end_is_ended(where):
    # Python ignores the signal and gets an error instead; a program in C is ended by it.
    code = f"import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); out = {where}\nwhile True: out.write('x' * 4096)"
    done = python(code, Bounds(60, output_bytes=1 << 20))
    assert (done.too_large, done.timed_out, len(done.stdout)) == (True, False, 1 << 20)


def test_open_files_are_bounded():
    done = python("files = [open('/dev/null') for _ in range(100)]", Bounds(60, open_files=32))
    assert done.returncode == 1
    assert "Too many open files" in done.stderr


def test_memory_is_bounded():
    assert "MemoryError" in python("bytearray(1 << 30)", Bounds(60, memory_bytes=512 << 20)).stderr


def lives(state):
    try:
        return state.read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_what_a_program_started_is_ended_even_if_it_went_well(tmp_path):
    code = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))"
    )
    assert python(code, Bounds(60)).returncode == 0
    state = Path("/proc") / (tmp_path / "pid").read_text() / "stat"
    deadline = time.monotonic() + 10
    while lives(state) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not lives(state)


def test_a_page_that_needs_more_than_the_setting_allows_names_the_setting(tmp_path):
    Image.fromarray(body(100)).save(tmp_path / "s.pdf")
    with pytest.raises(RasterError, match="output_bytes = 10000"):
        render_pdf(tmp_path / "s.pdf", 1, 200, Bounds(20, output_bytes=10_000))


def test_a_renderer_short_of_memory_is_an_error_of_ours(tmp_path):
    Image.fromarray(body(100)).save(tmp_path / "s.pdf")
    with pytest.raises(RasterError, match="memory_bytes"):
        render_pdf(tmp_path / "s.pdf", 1, 600, Bounds(20, memory_bytes=64 << 20))
