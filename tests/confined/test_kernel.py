"""Where the kernel refuses, that is said and nothing breaks; what it grants is tried in ``tests/attack/test_hostile_files.py``."""

from pathlib import Path

import pytest

from tasks.confined import kernel


def test_a_kernel_without_landlock_is_told(monkeypatch):
    monkeypatch.setattr(kernel, "landlock_version", lambda: 0)
    assert kernel.refuse_files([Path("/usr")], []) == 0
    assert Path("/etc/passwd").read_bytes()


def test_a_machine_whose_calls_are_not_known_is_told(monkeypatch):
    monkeypatch.setattr(kernel.platform, "machine", lambda: "riscv64")
    assert kernel.refuse_calls() is False


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_call_is_named_once(machine):
    _, numbers = kernel._REFUSED[machine]
    assert len(set(numbers)) == len(numbers) == 23
