"""What the program runs in a process of its own, run in the test's: the same module with the same arguments, without its limits.

Such a process imports SQLAlchemy, openpyxl or pikepdf before it looks at its file, half a second of processor time (measured).
"""

from __future__ import annotations

import io
import runpy
import sys
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout

import pytest

from tasks.scan.process import Bounds, Finished


def run_here(module: str, arguments: Sequence[str], _: Bounds) -> Finished:
    """In the place of ``flows.apart.run_apart``; whatever a module leaves uncaught, the test has."""
    said, code = io.StringIO(), 0
    with redirect_stdout(said), pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # runpy's on a module that was imported before, and has a second copy now
        patch.setattr(sys, "argv", [module, *arguments])
        try:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Finished(code, said.getvalue().encode(), "", timed_out=False, too_large=False)
