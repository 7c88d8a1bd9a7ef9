"""Work on files of strangers in a process of its own, which a limit ends before it harms the program that asked for it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from config.settings import Settings
from tasks.scan.process import Bounds, Finished, run_bounded

ROOT = Path(__file__).resolve().parent.parent
# Isolated (-I): nothing of the environment or of the folder one stands in is imported. Python ignores the signal of a file that grows too
# large; here it ends the process. Threads of numpy's would reserve address space, which is limited.
_BEGIN = (
    "import os, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); os.environ['OPENBLAS_NUM_THREADS'] = '1'; "
    "root, module, *sys.argv[1:] = sys.argv[1:]; sys.path.insert(0, root); runpy.run_module(module, run_name='__main__', alter_sys=True)"
)


# What Python, the C++ of qpdf, the loader and OpenBLAS say when they get none; some of them end with code 0.
_WANTS_MEMORY = ("MemoryError", "bad_alloc", "failed to map segment", "Memory allocation", "Cannot allocate memory", "error return without")


def run_apart(module: str, arguments: Sequence[str], bounds: Bounds) -> Finished:
    """Run ``python -m module`` of ours within bounds; it gets none of our settings and passwords.

    Args:
        module: with the name of its package.
        arguments: of the module; paths are best absolute, so that none looks like an option.
        bounds: of the run.

    Raises:
        OSError: Python cannot be started.
    """
    return run_bounded([sys.executable, "-I", "-c", _BEGIN, str(ROOT), module, *arguments], bounds)


def takeaway_bounds(settings: Settings) -> Bounds:
    """What making a file to take away, or reading one that came back, may cost."""
    return Bounds(settings.takeaway_seconds, settings.takeaway_memory_bytes, settings.output_bytes, settings.open_files)


def why_ended(done: Finished) -> str:
    """In what a process that did not end by itself was wrong, for a sentence that names the file."""
    if done.timed_out:
        return "more time than takeaway_seconds allows"
    if done.too_large:
        return "more room than is allowed"
    # Python tells its own errors; what ends without a word was ended, or wanted memory in the middle of something.
    if done.returncode < 0 or "Traceback" not in done.stderr or any(said in done.stderr for said in _WANTS_MEMORY):
        return "more memory than takeaway_memory_bytes allows"
    return ""
