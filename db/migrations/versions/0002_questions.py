"""Views for the questions people ask, and the search index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from db.reading.index import index_rows

revision = "0002"
down_revision = "0001"

VIEWS = {
    "current_directive": """
        SELECT d.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, d.section_path, d.position, d.text, d.product,
               d.deadline_raw, d.deadline_on, d.deadline_recurs, d.confidence,
               (SELECT {join_printed} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'lead') AS lead,
               (SELECT {join_printed} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'coordinating') AS coordinating
        FROM directive d JOIN revision r ON r.id = d.revision_id JOIN document doc ON doc.id = r.document_id
        WHERE r.is_current""",
    "current_party": """
        SELECT d.id AS directive_id, p.role, p.position, p.printed, a.code AS agency, a.label AS agency_label, a.kind AS agency_kind,
               d.deadline_on, doc.short_id AS document, r.symbol
        FROM directive_party p JOIN directive d ON d.id = p.directive_id JOIN revision r ON r.id = d.revision_id
             JOIN document doc ON doc.id = r.document_id LEFT JOIN agency a ON a.id = p.agency_id
        WHERE r.is_current""",
    "current_metric": """
        SELECT m.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, m.section_path, m.name, m.code, m.value, m.unit,
               m.kind, m.total, m.change, m.role, m.comparator, m.direction, m.period, m.text, m.confidence
        FROM metric m JOIN revision r ON r.id = m.revision_id JOIN document doc ON doc.id = r.document_id
        WHERE r.is_current""",
    "current_citation": """
        SELECT c.id, doc.short_id AS document, r.symbol AS citing_symbol, c.symbol, c.type, c.issued_on, c.issuer,
               target.short_id AS cited_document
        FROM citation c JOIN revision r ON r.id = c.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN revision cited ON cited.is_current AND cited.symbol_key = c.symbol_key AND cited.document_id <> r.document_id
                  AND (c.issued_on IS NULL OR cited.issued_on IS NULL OR c.issued_on = cited.issued_on)
             LEFT JOIN document target ON target.id = cited.document_id
        WHERE r.is_current""",
}
INDEXED = {
    "document": "SELECT id, symbol, issuer, subject, clean_text FROM revision WHERE id = :revision",
    "directive": "SELECT id, text FROM directive WHERE revision_id = :revision ORDER BY position",
    "metric": "SELECT id, name, text FROM metric WHERE revision_id = :revision ORDER BY position",
}
JOIN_PRINTED = {"sqlite": "group_concat(p.printed, '; ')", "postgresql": "string_agg(p.printed, '; ' ORDER BY p.position)"}


def upgrade() -> None:
    """Apply."""
    dialect = op.get_context().dialect.name
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query.format(join_printed=JOIN_PRINTED[dialect])}")
    if dialect == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "revision_id UNINDEXED, kind UNINDEXED, row_id UNINDEXED, body UNINDEXED, "
            "words, folded, tokenize = 'unicode61 remove_diacritics 0')"
        )
    else:
        op.execute(
            "CREATE TABLE search_index (revision_id integer NOT NULL "
            "CONSTRAINT fk_search_index_revision_id_revision REFERENCES revision (id), "
            "kind text NOT NULL, row_id integer NOT NULL, body text NOT NULL, words text NOT NULL, folded text NOT NULL)"
        )
        for column in ("words", "folded"):
            op.execute(f"CREATE INDEX ix_search_index_{column} ON search_index USING gin (to_tsvector('simple', {column}))")
        op.execute("CREATE INDEX ix_search_index_revision_id ON search_index (revision_id)")
    make_findable()


def make_findable() -> None:
    """Put what is in the database already into the index, a revision at a time."""
    with Session(op.get_bind()) as session:
        for revision in session.scalars(sa.text("SELECT id FROM revision ORDER BY id")).all():
            entries = [
                (kind, row, " ".join(filter(None, words)))
                for kind, query in INDEXED.items()
                for row, *words in session.execute(sa.text(query), {"revision": revision})
            ]
            index_rows(session, revision, entries)
        session.flush()


def downgrade() -> None:
    """Undo."""
    op.execute("DROP TABLE search_index")
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")
