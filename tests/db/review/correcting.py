"""What a corrected document shows, for comparing."""

from indexed import rows_with

from db.asking.details import revision_detail
from db.review.corrections import PageBox, list_corrections


def rows(url, document, **options):
    return revision_detail(url, document.id, **options)


def states(url, document):
    return {c.id: c.state for c in list_corrections(url, document.id)}


def snapshot(url, document, *, ids=True):
    """All that outputs show of a document."""
    detail = rows(url, document, rejected=True)
    r = detail.revision
    return {
        "head": [r.type, r.symbol, r.symbol_key, r.issuer, r.place, r.issued_on, r.subject, r.machine_head, r.head_review],
        "sections": [(s.id if ids else 0, s.label, s.path, s.heading, s.starts, s.review, s.machine) for s in detail.sections],
        "directives": [
            (
                d.id if ids else 0,
                d.section_path,
                d.text,
                d.product,
                d.deadline_raw,
                d.deadline_on,
                d.deadline_recurs,
                d.review,
                d.machine,
                [(p.role, p.position, p.printed, p.agency_id) for p in d.parties],
                detail.cited.get(d.id),
                detail.keys[d.id],
            )
            for d in detail.directives
        ],
        "metrics": [(m.id if ids else 0, m.section_path, m.name, m.value, m.unit, m.review, m.machine, m.text) for m in detail.metrics],
        "citations": [(c.id if ids else 0, c.symbol, c.symbol_key, c.issuer, c.review, c.machine) for c in detail.citations],
        "found": sorted((kind, body) for word in ("rà soát", "kiểm tra", "giải ngân", "rat") for kind, _, body in rows_with(url, word)),
    }


def box_of(line, *, width=600, height=800):
    """The box around a line of the made-up notice, as fractions."""
    return PageBox(1, 55 / 800, (98 + 30 * line) / 600, 780 / 800, (122 + 30 * line) / 600)
