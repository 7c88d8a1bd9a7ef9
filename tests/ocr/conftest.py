"""Programs that misbehave for real, in Tesseract's place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "scan"))

FAULTS = {
    "crash": "os.kill(os.getpid(), signal.SIGSEGV)",
    "refuse": "sys.exit('Error, cannot read input file')",
    "no-model": "sys.exit(\"Error opening data file vie.traineddata\\nFailed loading language 'vie'\")",
    "hang": "child = subprocess.Popen(['sleep', '300']); open(sys.argv[0] + '.child', 'w').write(str(child.pid)); time.sleep(300)",
    "deaf": "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(300)",
    "bytes": "sys.stdout.buffer.write(b'\\xff\\xfelevel\\tconf\\n\\x80\\x81\\n' * 9)",
    "no-table": "print('no table at all')",
    "short-table": "print('level\\tpage_num\\tleft\\n5\\t1\\t2')",
    "letters": "print(HEADER + '5\\t1\\t1\\t1\\t1\\t1\\tx\\t2\\t3\\t4\\t90\\tword')",
    "blank": "print(HEADER + '1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t100\\t100\\t-1\\t')",
    "greedy": "hold = [bytearray(64 * 1024 * 1024) for _ in range(100)]; print(len(hold))",
}
HEADER = r"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


@pytest.fixture
def faulty(tmp_path):
    """Writes a program with the named fault and gives its path."""

    def make(fault):
        program = tmp_path / f"tesseract-{fault}"
        program.write_text(f'#!{sys.executable}\nimport os, signal, subprocess, sys, time\nHEADER = "{HEADER}"\n{FAULTS[fault]}\n')
        program.chmod(0o755)
        return program

    return make
