from dataclasses import replace

from db.asking.details import revision_detail
from db.reading.documents import register_document
from db.repository import write_reading


def with_tasks(reading, *changes):
    """The reading with its directive once for each of ``changes``."""
    found = reading.extraction.findings
    directives = tuple(replace(found.directives[0], **change) for change in changes)
    evidence = reading.extraction.directives * len(changes)
    return replace(reading, extraction=replace(reading.extraction, findings=replace(found, directives=directives), directives=evidence))


def keys_of(url, document, reading, key, fingerprint):
    write_reading(url, key(document, fingerprint), reading)
    detail = revision_detail(url, document.id)
    return [detail.keys[d.id] for d in detail.directives]


def test_a_key_outlives_reprocessing_and_mended_accents(url, document, reading, key):
    first = keys_of(url, document, with_tasks(reading(), {"text": "Giao Sở Nội vụ giảm biên chế."}), key, "a")
    again = keys_of(url, document, with_tasks(reading(), {"text": "Mới."}, {"text": "giao sở nội vụ GIẢM biên chê"}), key, "b")
    assert first == again[1:]
    assert first != again[:1]
    assert first[0].startswith(document.short_id)


def test_keys_are_never_shared(url, document, reading, key):
    same = {"text": "Báo cáo."}
    keys = keys_of(url, document, with_tasks(reading(), same, same, {"text": "Báo cáo.", "lead": ("Sở Y tế",)}), key, "a")
    assert len(set(keys)) == 3
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=None)[0]
    assert not set(keys) & set(keys_of(url, other, with_tasks(reading(), same), key, "a"))
