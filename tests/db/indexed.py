"""What the search index holds of the current readings, row by row."""

from sqlalchemy import text

from db.engine import transaction
from tasks.domain.search_words import read_query


def rows_with(url, typed):
    """Kind, row and words, as shown, of every row of the index that a search fits."""
    query = read_query(typed)
    with transaction(url, read_only=True) as session:
        rows = session.execute(
            text("SELECT s.kind, s.row_id, s.body FROM search_index s JOIN revision r ON r.id = s.revision_id WHERE r.is_current")
        )
        return sorted((row.kind, row.row_id, row.body) for row in rows if query.fits(row.body))


def kinds_with(url, typed):
    """The kinds of these rows."""
    return [kind for kind, _, _ in rows_with(url, typed)]
