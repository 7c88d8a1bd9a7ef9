"""Taking a document in, for what is backed up."""

import sys
from pathlib import Path

from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from tasks.archive.originals import store_original

sys.path.insert(0, str(Path(__file__).parents[2] / "db"))
from hand_made import make_reading


def take_in(settings, folder, content):
    """A document as the steps leave it: original, row, reading."""
    source = folder / f"{abs(hash(content))}.pdf"
    source.write_bytes(content)
    stored = store_original(source, settings.store_folder, 1000)
    document, _ = register_document(
        settings.database,
        sha256=stored.sha256,
        byte_size=stored.byte_size,
        store_path=stored.store_path,
        delivery=(str(source), source.name),
    )
    reading = make_reading(f"{document.id}/TB-UBND")
    write_reading(settings.database, RevisionKey(document.id, f"f{document.id}", {}, {}), reading)
    return document
