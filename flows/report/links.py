"""Where the pages are that reports lead to."""

from __future__ import annotations

import os
from urllib.parse import quote

from config.settings import Settings
from db.record.history import newest_prefect_run
from flows.server.listening import LOOPBACK

_EVERYWHERE = {"0.0.0.0", "::", "*"}  # noqa: S104 - compared, not listened at


def document_address(settings: Settings, short_id: str) -> str | None:
    """The review page of a document; None where nobody said where the pages are."""
    return f"{settings.review_url.rstrip('/')}/documents/{quote(short_id)}" if settings.review_url and short_id else None


def list_address(settings: Settings) -> str | None:
    """The list of the review pages, those with doubts first."""
    return f"{settings.review_url.rstrip('/')}/documents?sort=doubts" if settings.review_url else None


def run_address(settings: Settings, prefect_id: str | None) -> str | None:
    """The page of a run in Prefect's UI; None where nobody said where the UI is, or the run is none of Prefect's."""
    return f"{settings.ui_url.rstrip('/')}/runs/flow-run/{quote(prefect_id)}" if settings.ui_url and prefect_id else None


def run_of_file(settings: Settings, sha256: str) -> str | None:
    """The page in Prefect's UI, which asks for its own password, of the newest run about a file; None where there is none to lead to."""
    return run_address(settings, newest_prefect_run(settings.database, sha256)) if settings.ui_url else None


def fill_in(settings: Settings, review_host: str, review_port: int) -> None:
    """Name the places of what `serve` serves, for its runs and pages, where the settings name none. Call once the server's is known."""
    if not settings.ui_url:
        os.environ["THONGBAO_UI_URL"] = os.environ["PREFECT_API_URL"].rstrip("/").removesuffix("/api")
    if not settings.review_url and review_port:
        named = settings.review_hosts.split(",")[0].strip()
        host = named or (LOOPBACK if review_host in _EVERYWHERE else review_host)
        at = f"[{host}]" if ":" in host and not host.startswith("[") and host.count(":") > 1 else host
        scheme = "https" if settings.review_certificate else "http"
        # Names that people type stand with the port of a proxy, or with none.
        os.environ["THONGBAO_REVIEW_URL"] = f"{scheme}://{at}" if named else f"{scheme}://{at}:{review_port}"
