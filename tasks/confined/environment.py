"""The variables that a program gets which reads what a stranger sent: those that it needs, and none of ours."""

from __future__ import annotations

import os

ALLOWED = frozenset(
    (
        "PATH",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TMPDIR",
        "TESSDATA_PREFIX",
        "LD_LIBRARY_PATH",
        "FONTCONFIG_FILE",
        "FONTCONFIG_PATH",
        "XDG_DATA_DIRS",
    )
)


def allowed_environment() -> dict[str, str]:
    """This process's variables as far as such a program may know them."""
    return {name: value for name, value in os.environ.items() if name in ALLOWED or name.startswith("LC_")}
