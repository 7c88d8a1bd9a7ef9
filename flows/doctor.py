"""Is everything here that is needed, and where does each setting come from."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from config.settings import Settings, origin, shown
from db.schema import current, is_known, newest
from flows.limits import limits_of
from flows.modes import open_places
from tasks.apart import ROOM, terms_of
from tasks.confined.budget import Budget
from tasks.confined.process import Granted
from tasks.domain.errors import ThongbaoError

PACKAGES = ("thongbao", "prefect", "sqlalchemy", "alembic", "pytesseract", "pdf2image", "opencv-python-headless", "pyhanko")
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils"
PROBE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what.
        ok: False where something needed is missing.
        value: version, place or value; secrets masked.
        origin: where it was found or set.
        hint: what to do, "" where nothing is to be done.
    """

    name: str
    ok: bool
    value: str
    origin: str = ""
    hint: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Programs, languages, packages, the database and all settings."""
    return [
        *programs(settings),
        *packages(),
        confinement(settings),
        modes(settings),
        database(settings),
        *prefect_database(settings),
        *values(settings),
    ]


def programs(settings: Settings) -> list[Finding]:
    """Tesseract with its languages, and poppler."""
    found = [program(settings.tesseract, "--version"), program("pdftoppm", "-v"), program("pdftotext", "-v")]
    listed = run([settings.tesseract, "--list-langs"])
    languages = listed.split("\n")[1:] if listed else []
    for language in (settings.language, "osd"):
        there = language in {word.strip() for word in languages}
        package = f"tesseract-ocr-{language.replace('_', '-')}"
        hint = "" if there else f"The model is not installed: apt-get install {package}"
        found.append(Finding(f"Tesseract language {language}", there, "installed" if there else "not installed", hint=hint))
    return found


def program(name: str, flag: str) -> Finding:
    """A program with the first line it says of itself."""
    place = shutil.which(name)
    if place is None:
        return Finding(name, False, "not found", hint=INSTALL)
    said = run([name, flag])
    return Finding(name, bool(said), said.split("\n", 1)[0], place, "" if said else f"It does not answer; {INSTALL}")


def run(command: list[str]) -> str:
    """What a program prints, "" where it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).strip()


def packages() -> list[Finding]:
    """Python and the packages that decide results."""
    found = [Finding("Python", True, platform.python_version(), sys.executable)]
    for name in PACKAGES:
        try:
            found.append(Finding(name, True, version(name)))
        except PackageNotFoundError:
            found.append(Finding(name, False, "not installed", hint="make setup"))
    return found


def modes(settings: Settings) -> Finding:
    """Whether what should be the owner's alone is."""
    wide = open_places(settings)
    if not wide:
        return Finding("files of the program", True, "for their owner alone", str(settings.home))
    shown_ones = ", ".join(map(str, wide[:5])) + (f" and {len(wide) - 5} more" if len(wide) > 5 else "")
    return Finding(
        "files of the program", True, f"OPEN TO OTHERS: {shown_ones}", hint="chmod go-rwx; the next command does it where it may."
    )


def confinement(settings: Settings) -> Finding:
    """What the kernel takes from the processes that read files of strangers; less is told, and keeps nothing from working."""
    try:
        with ROOM.confined(terms_of(limits_of(settings), 1, reads=()), "nothing", Budget(PROBE_SECONDS), dict) as process:
            return granted(process.granted())
    except ThongbaoError as error:
        return Finding("confined processes", False, str(error), hint="Without them nothing is read; please report this.")


def granted(by_kernel: Granted) -> Finding:
    """The same for people."""
    files = f"few files (Landlock {by_kernel.files})" if by_kernel.files else "EVERY FILE of this account (no Landlock in this kernel)"
    network = "no network (seccomp)" if by_kernel.calls else "THE NETWORK (no seccomp filters in this kernel)"
    whole = bool(by_kernel.files) and by_kernel.calls
    hint = "" if whole else "What a hostile file takes over there can do more; Linux 5.13 or later with Landlock and seccomp takes it away."
    return Finding("confined processes", True, f"limits of memory and time, {network}, {files}", hint=hint)


def database(settings: Settings) -> Finding:
    """Whether the database answers, and at which migration it stands."""
    where = shown("database_url", settings.database)
    try:
        stands = current(settings.database) if settings.database_url or (settings.home / "thongbao.db").exists() else None
    except Exception as error:  # doctor reports every kind of failure, it does not fail
        return Finding(
            "database", False, f"does not answer ({type(error).__name__})", where, "Check that it runs and THONGBAO_DATABASE_URL."
        )
    if stands == newest():
        return Finding("database", True, f"schema {stands}", where)
    if stands is not None and not is_known(stands):
        return Finding("database", False, f"schema {stands}, newer than this program", where, "Install the version that made it.")
    return Finding(
        "database", True, "empty, made at the first use" if stands is None else f"schema {stands}, migrated at the next use", where
    )


def prefect_database(settings: Settings) -> list[Finding]:
    """Whether the PostgreSQL database of Prefect's server can be used; nothing where none is named."""
    from flows.server.database import look_at

    if settings.prefect_database_url is None:
        return []
    try:
        return [Finding("Prefect's database", True, f"PostgreSQL {look_at(settings.prefect_database_url)}")]
    except ThongbaoError as error:
        return [Finding("Prefect's database", False, error.message, hint=error.hint)]


def values(settings: Settings) -> list[Finding]:
    """Every setting with its value and where that comes from."""
    effective = {
        "database_url": settings.database,
        "store": settings.store_folder,
        "work": settings.work_folder,
        "inbox": settings.inbox_folder,
    }
    found = []
    for name in type(settings).model_fields:
        value = effective.get(name, getattr(settings, name))
        if name == "retries":
            value = ", ".join(f"{step} {policy.attempts}" for step, policy in settings.retries.items())
        gone = name == "trusted_certificates" and isinstance(value, Path) and not value.is_dir()
        hint = "There is no such folder; chains of signatures are not checked." if gone else ""
        found.append(Finding(name, not gone, shown(name, value), origin(name), hint))
    return found
