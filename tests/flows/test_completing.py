"""Tab completes, as a shell asks for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKING = """
eval "$(thongbao completion bash)"
COMP_WORDS=({words}) COMP_CWORD={last}
_thongbao_completion thongbao
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def path(tmp_path):
    """A PATH on which ``thongbao`` is the program."""
    (tmp_path / "thongbao").write_text(f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" -m flows "$@"\n')
    (tmp_path / "thongbao").chmod(0o755)
    return f"{tmp_path}:{os.environ['PATH']}"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("thongbao ver", {"verify"}),
        ("thongbao export --format ''", {"json", "csv", "xlsx", "ical", "parquet", "gold"}),
        ("thongbao export --fo", {"--format", "--force"}),
        ("thongbao status --state qu", {"quarantined"}),
    ],
)
def test_bash_gets_commands_options_and_values(path, words, wanted):
    script = ASKING.format(words=words, last=len(words.split()) - 1)
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=60, check=False
    )
    assert set(done.stdout.split()) == wanted, done.stderr


@pytest.mark.parametrize(("shell", "code"), [("bash", 0), ("zsh", 0), ("fish", 0), ("csh", 2)])
def test_there_is_a_script_for_each_shell(shell, code):
    done = subprocess.run([sys.executable, "-m", "flows", "completion", shell], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "_THONGBAO_COMPLETE=complete_" + shell in done.stdout) == (code, code == 0)
