"""Asking every page for everything, and finding what should not have been said."""

import contextlib
import io
import zipfile

from fastapi.routing import APIRoute
from limited_office import OFFICE, TOWN

from tasks.domain.errors import UnknownDocumentError


def routes_of(app):
    """Method and path of every page, whatever it is included through."""
    found, waiting = set(), list(app.routes)
    while waiting:
        route = waiting.pop()
        waiting += getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", ())
        if isinstance(route, APIRoute):
            found |= {(method, route.path) for method in route.methods}
    return sorted(found)


def text_of(answer):
    """What an answer says, of a packed file what its members say."""
    if answer.content[:2] != b"PK":
        return answer.content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def queries(office, path):
    """What to ask a page for besides itself: every filter, and the hidden things by name."""
    asked = [{}, {"lang": "en"}]
    if path in {"/documents", "/take/{kind}"}:
        words = ["đà điểu", "da dieu", '"đà điểu"', "777/TB-BM", "bimat.pdf", office.secret, "Sở Y tế", "rà soát", "khoa.pdf"]
        asked += [{"q": word} for word in words] + [{"issuer": TOWN}, {"issuer": OFFICE}, {"type": "TB"}]
        asked += [{"sort": order} for order in ("oldest", "doubts", "arrived", "symbol")]
        asked += [{"state": state} for state in ("loaded", "waiting", "quarantined")] + [{"doubts": "open"}, {"from": "2000-01-01"}]
    if path == "/search":
        words = ["đà điểu", "da dieu", '"đà điểu"', "777/TB-BM", "rà soát", "rà soát -đà", '"soat ra"', "thiện đà điểu", "Sở Y tế"]
        asked += [{"q": word, **order} for word in words for order in ({}, {"order": "newest"}, {"page": "2"})]
    if path in {"/board", "/take/{kind}", "/calendar/{token}.ics"}:
        agencies = [{"agency": name} for name in ("so-y-te", "Sở Y tế", "so-noi-vu", "đà điểu")]
        asked += [one | ({"of": "board"} if "take" in path else {}) for one in (*agencies, {"state": "in_progress"}, {"of": "board"})]
    if path == "/figures":
        asked += [{"q": word} for word in ("đà điểu", "số hộ nghèo", "ho ngheo", "")] + [
            {"issuer": TOWN},
            {"place": "tỉnh"},
            {"unit": "hộ"},
        ]
    if path.endswith("/words"):
        asked += [{"page": n, "left": 0, "top": 0, "right": 1, "bottom": 1} for n in (1, 2)]
    return asked


def fillings(office, path):
    """Addresses of a page: with every document, page and kind that there is."""
    everything = {
        "{short_id}": [*office.seen, *office.hidden],
        "{number}": ["1", "2"],
        "{kind}": ["xlsx", "csv", "ics"],
        "{token}": ["x"],
        "{key}": names_of(office),
        "{row}": [*(f"directive-{number}" for number in range(1, 60)), *(f"metric-{number}" for number in range(1, 12))],
        "{directive_id}": [str(number) for number in range(1, 60)],
    }
    filled = [path]
    for name, values in everything.items():
        filled = [one.replace(name, value) for one in filled for value in (values if name in one else [""])]
    assert all("{" not in one for one in filled), f"say in this test what to fill into {path}"
    return filled


def names_of(office):
    """Lasting names of rows: the first of each kind of every document."""
    found = []
    for short_id in (*office.seen, *office.hidden):
        with contextlib.suppress(UnknownDocumentError):  # it was never read
            detail = office.detail(short_id)
            found += [str(row.key) for rows in (detail.directives, detail.metrics, detail.citations) for row in rows[:1]]
    return found


def leaks(office, text, asked):
    """Secrets that stand in a text; what was asked for itself may be said again."""
    said = " ".join(str(value) for value in asked.values())
    return sorted(secret for secret in office.secrets if secret in text and secret not in said)


def is_of_hidden(office, address):
    parts = address.split("/")
    return parts[1] == "documents" and len(parts) > 2 and parts[2] in office.hidden
