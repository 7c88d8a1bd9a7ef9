"""Settings as they may be shown: what is secret is not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import make_url


def shown(name: str, value: Any) -> str:
    """A value as it may be printed: passwords in addresses are masked."""
    if name == "database_url" and value:
        try:
            url = make_url(str(value))
            # The driver takes a password as a parameter too.
            open_ones = {k: "***" if "pass" in k.lower() else v for k, v in url.query.items()}
            return url.set(query=open_ones).render_as_string(hide_password=True)
        except Exception:  # whatever it is, it may hold a password
            return "***"
    return str(value)
