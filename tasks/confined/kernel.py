"""What the kernel is asked to take from a process for good: the network, most of the file system, and what serves to break out.

Plain system calls, since no kept package offers them: ``landlock`` (1.0.0.dev5) is a development release, ``pyseccomp`` (2021) needs
libseccomp's shared library, others are of this year and by single hands. Landlock: Linux 5.13 and later, `Documentation/userspace-api/
landlock.rst`; seccomp filters: `Documentation/userspace-api/seccomp_filter.rst`. Namespaces are not used: many systems refuse them to
users, and what they would add, the two do.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on all machines
_PATH_BENEATH, _VERSION = 1, 1

# Rights over files (landlock.h).
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_DIR, _MAKE_REG, _REFER, _TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
# How many of the rights each version of Landlock knows.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_READS = _EXECUTE | _READ_FILE | _READ_DIR
# No links, devices, pipes and sockets.
_WRITES = _READ_FILE | _READ_DIR | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _TRUNCATE | _REFER
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_TCP = 0b11  # bind, connect; from version 4
_SCOPES = 0b11  # abstract sockets of others, signals to others; from version 6

# AUDIT_ARCH_* and the numbers of what is refused: socket; ptrace, process_vm_readv, process_vm_writev, pidfd_getfd; io_uring_setup, _enter,
# _register; bpf, perf_event_open, userfaultfd; unshare, setns, mount, umount2, pivot_root, open_by_handle_at; keyctl, add_key, request_key;
# kexec_load, init_module, finit_module. A pair of connected sockets is let be: it leads nowhere.
_REFUSED = {
    "x86_64": (
        0xC000003E,
        (41, 101, 310, 311, 438, 425, 426, 427, 321, 298, 323, 272, 308, 165, 166, 155, 304, 250, 248, 249, 246, 175, 313),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 117, 270, 271, 438, 425, 426, 427, 280, 241, 282, 97, 268, 40, 39, 41, 265, 219, 217, 218, 104, 105, 273),
    ),
}
_X32 = 0x40000000  # the second set of numbers that x86_64 has
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Have this process killed when the thread that started it ends."""
    _library().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def landlock_version() -> int:
    """The version of Landlock that the kernel has, 0 where it has none or refuses it."""
    return max(0, int(_library().syscall(_CREATE_RULESET, None, 0, _VERSION)))


def refuse_files(reads: Iterable[Path], writes: Iterable[Path]) -> int:
    """Let this process read and run only what lies in ``reads``, and write only in ``writes``; what is not there is passed over.

    Returns:
        The version of Landlock that does it, 0 where the kernel refused.
    """
    library, version = _library(), landlock_version()
    if not version:
        return 0
    handled = (1 << _RIGHTS.get(version, 16)) - 1
    wanted = [handled, *([_TCP] if version >= 4 else []), *([_SCOPES] if version >= 6 else [])]
    about = struct.pack(f"={len(wanted)}Q", *wanted)
    rules = library.syscall(_CREATE_RULESET, about, len(about), 0)
    if rules < 0:
        return 0
    try:
        for paths, rights in ((reads, _READS), (writes, _WRITES)):
            for path in paths:
                _allow(library, rules, path, rights & handled)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return version if library.syscall(_RESTRICT_SELF, rules, 0) == 0 else 0
    finally:
        os.close(rules)


def _allow(library: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    with suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            allowed = rights if path.is_dir() else rights & _OF_FILES
            library.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", allowed, place), 0)
        finally:
            os.close(place)


def refuse_calls() -> bool:
    """Refuse this process sockets and what serves to get at other processes or at the kernel; False where the kernel refuses to."""
    known = _REFUSED.get(platform.machine())
    if known is None:
        return False
    architecture, numbers = known
    refusal = len(numbers) + 5  # of the instructions that follow, the last
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 0, refusal - 2, architecture), (_LOAD, 0, 0, 0), (_AT_LEAST, refusal - 4, 0, _X32)]
    for number in numbers:
        program.append((_EQUAL, refusal - len(program) - 1, 0, number))  # a jump counts what it passes over
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *instruction) for instruction in program))
    about = struct.pack("@HP", len(program), ctypes.addressof(code))
    library = _library()
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(library.prctl(_PR_SET_SECCOMP, 2, about, 0, 0) == 0)
