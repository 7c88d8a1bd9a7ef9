"""What an installed program has: every package, and every file that its packages read."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
TOPS = ("config", "db", "flows", "tasks")
NOT_INSTALLED = ("config/systemd/*",)  # units for a machine, copied by hand (docs/operations.md)


def packages():
    return sorted(".".join(p.parent.relative_to(ROOT).parts) for top in TOPS for p in (ROOT / top).rglob("__init__.py"))


def shipped(path):
    """Whether the data globs of the nearest package take a file."""
    package = next(p for p in path.parents if (p / "__init__.py").exists())
    globs = SETUPTOOLS["package-data"].get(".".join(package.relative_to(ROOT).parts), [])
    return any(fnmatch(str(path.relative_to(package)), glob) for glob in globs)


def test_every_package_is_installed():
    assert sorted(SETUPTOOLS["packages"]) == packages()


def test_every_data_file_is_installed():
    files = [p for top in TOPS for p in (ROOT / top).rglob("*") if p.is_file() and p.suffix != ".py" and "__pycache__" not in p.parts]
    needed = [p for p in files if not any(fnmatch(str(p.relative_to(ROOT)), glob) for glob in NOT_INSTALLED)]
    assert [str(p.relative_to(ROOT)) for p in needed if not shipped(p)] == []
