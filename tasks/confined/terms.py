"""What a confined process may take and touch."""

from __future__ import annotations

import shutil
import site
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import environ
from pathlib import Path

# Libraries, interpreter and threads, before anything is opened.
_BASE_BYTES = 2 * 1024**3
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/nix/store", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/var/cache/fontconfig",
    "/sys/devices/system/cpu", "/sys/fs/cgroup", "/proc/cpuinfo", "/proc/meminfo", "/dev/urandom", "/dev/random",
)  # fmt: skip
_ANSWERING = ("/dev/null", "/dev/zero")
_BESIDE = ("lib", "lib64", "libexec", "share")
_TOOLS = ("pdftoppm", "pdftotext", "pdfinfo", "prlimit", "setpriv", "stdbuf")
_CODE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Terms:
    """The bounds of one confined process; 0 is no limit.

    Attributes:
        memory_bytes: address space for each piece of work that is done at once, beside that of libraries.
        at_once: how many pieces of work it may be given at once.
        cpu_seconds: processor time of the process; programs that it starts have their own.
        output_bytes: size of any file it writes.
        open_files: files it may have open for each piece of work.
        reads: files and folders it may read, beside programs and libraries.
        writes: folders it may write in, beside a temporary one of its own.
        programs: names or paths of programs it starts, beside poppler's.
    """

    memory_bytes: int = 0
    at_once: int = 1
    cpu_seconds: float = 0.0
    output_bytes: int = 0
    open_files: int = 0
    reads: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()
    programs: tuple[str, ...] = ()

    @property
    def address_space(self) -> int:
        """In bytes; 0 for no limit."""
        return self.memory_bytes * self.at_once + _BASE_BYTES if self.memory_bytes else 0


def readable(terms: Terms) -> list[Path]:
    """Everything that the process may read or run: the system's programs, Python with its packages, our code, and what the terms name."""
    python = {sys.prefix, sys.base_prefix, sys.exec_prefix, sysconfig.get_path("stdlib"), *site.getsitepackages()}
    named = [Path(place) for place in (*_SYSTEM, *python)] + [_CODE, _CODE.parent / "config"]
    for variable in ("TESSDATA_PREFIX", "LD_LIBRARY_PATH"):
        named += [Path(place) for place in environ.get(variable, "").split(":") if place]
    return [*named, *_whereabouts((*_TOOLS, *terms.programs)), *terms.reads]


def writable(terms: Terms, own: Path) -> list[Path]:
    """Everything that the process may write to."""
    return [Path(place) for place in _ANSWERING] + [own, *terms.writes]


def _whereabouts(names: Sequence[str]) -> Iterable[Path]:
    for name in names:
        found = shutil.which(name)
        for path in dict.fromkeys((Path(found), Path(found).resolve())) if found else ():
            yield path
            if path.parent.name == "bin":  # one that was installed elsewhere has its libraries and models beside it
                yield from (path.parent.with_name(beside) for beside in _BESIDE)
