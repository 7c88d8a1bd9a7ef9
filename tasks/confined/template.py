"""A process with all libraries loaded that never opens a file of a stranger: each confined process is a fork of it.

Loading OpenCV, numpy and pikepdf takes most of a second; a fork takes some milliseconds. So every document gets a process of its own, and
none that met one document ever meets another.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket


def main(descriptor: int, *loaded: str) -> None:
    """Fork for each descriptor that comes in, until the program is gone; answers with a descriptor of the process that was made.

    Args:
        descriptor: of the channel to the program.
        loaded: modules that are imported before the first fork, and not used here, so that they start no threads. The adapters of what
            stands in their ``CARRIED`` are made.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nobody waits for the forks; the kernel is to clear them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    from tasks.confined.adapters import adapter_of
    from tasks.confined.inside import serve

    for name in loaded:
        for kind in getattr(importlib.import_module(name), "CARRIED", ()):
            adapter_of(kind)
    gc.freeze()  # what is there for good is left alone by the collector, and so stays shared with the forks
    with socket.socket(fileno=descriptor) as control:
        while True:
            data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not data:
                return
            with socket.socket(fileno=descriptors[0]) as channel:
                pid = os.fork()
                if pid == 0:
                    control.close()
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    try:
                        serve(channel)
                    finally:
                        os._exit(1)
            process = os.pidfd_open(pid)
            try:
                socket.send_fds(control, [b"+"], [process])
            finally:
                os.close(process)
