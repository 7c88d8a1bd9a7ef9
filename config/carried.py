"""Settings that a backup may bring back: what is not named here stays as this machine has it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from config.settings import Settings

# How the program reads and when: the worst that a wrong value does is a bad or a slow reading.
PLAIN = frozenset(
    (
        *("language", "dpi", "psm", "force_ocr", "context", "workers", "documents_at_once", "work_pool_documents", "work_pool_attempts"),
        *("work_pool_start_seconds", "work_pool_wait_seconds", "max_pages", "max_page_pixels", "render_seconds", "ocr_seconds", "retries"),
        *("quarantine_after", "stop_after_same_failures", "heartbeat_seconds", "inbox_settle_seconds", "artifacts", "artifact_pictures"),
        *("nightly_cron", "timezone", "due_days", "notice_seconds", "notice_attempts", "max_file_bytes"),
        *("max_members", "max_unpacked_bytes", "ui_language"),
    )
)
# Whom the program speaks to, and what it says to be let in: only a backup that is signed may say so.
ADDRESSES = frozenset(
    (
        *("webhook_url", "mail_to", "mail_from", "smtp_host", "smtp_port", "smtp_starttls", "smtp_user", "smtp_password", "server_auth"),
        *("review_hosts", "review_url", "ui_url"),
    )
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What of a settings file is taken.

    Attributes:
        toml: a settings file with it; "" where it is nothing.
        left: names of what is not taken, folders, programs, limits and the database among them.
    """

    toml: str
    left: tuple[str, ...]


def carried(content: bytes, *, signed: bool) -> Carried:
    """What a settings file of a backup may set here.

    Args:
        content: of the file; whatever it holds, nothing is raised.
        signed: the backup is signed with our key.
    """
    try:
        found = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return Carried("", ("a settings file that cannot be understood",))
    allowed = PLAIN | ADDRESSES if signed else PLAIN
    taken: dict[str, Any] = {}
    for name, value in found.items():
        if name in allowed:
            try:
                Settings.__pydantic_validator__.validate_assignment(Settings.model_construct(), name, value)
                taken[name] = value
            except (ValidationError, ValueError, TypeError):
                continue
    return Carried("".join(_lines(taken)), tuple(name[:100] for name in found if name not in taken))


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    """Simple values first, as TOML wants it, then tables."""
    for name, value in values.items():
        if not isinstance(value, Mapping):
            yield f"{name} = {_written(value)}\n"
    for name, value in values.items():
        if isinstance(value, Mapping):
            for step, policy in value.items():
                yield f"[{name}.{step}]\n" + "".join(f"{key} = {_written(entry)}\n" for key, entry in policy.items())


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    # A string of JSON is one of TOML but for the letter DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
