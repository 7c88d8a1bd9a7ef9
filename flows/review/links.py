"""Links that stay on the site, whatever an address was made to say."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_SAFE = "/:@!$&'()*+,;=~-._"
# Browsers drop these within an address, take a backslash for a slash, and "//" for the beginning of another host (WHATWG URL, 4.4).
_DROPPED = re.compile(r"[\x00-\x20\x7f]")


def own_path(wanted: str, otherwise: str = "/documents") -> str:
    """A path of ours to go on to, with its query; an address elsewhere is not followed.

    Args:
        wanted: as a form or an address has it.
        otherwise: where to go instead.
    """
    path = wanted.partition("?")[0].partition("#")[0]
    # Encoded once more, by whoever hopes that somebody decodes it again.
    seen = [path, unquote(path), unquote(unquote(path))]
    leads_away = any(not one.startswith("/") or one[1:2] in {"/", "\\"} or "\\" in one or _DROPPED.search(one) for one in seen)
    return otherwise if leads_away or "\\" in wanted or _DROPPED.search(wanted) else wanted


def path_here(path: str) -> str:
    """The path of a request as a link on the page it gives: encoded anew, beginning with one slash."""
    return "/" + quote(_DROPPED.sub("", path).replace("\\", "/").lstrip("/"), safe=_SAFE)
