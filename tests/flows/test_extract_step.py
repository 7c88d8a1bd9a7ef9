"""What the extract step hands on: every part with its place, and no row both sure and doubted."""

from dataclasses import replace

from config.vocabulary import load_vocabulary
from tasks.archive.artifacts import ArtifactKey, read_artifact, write_artifact
from tasks.domain.finding import Deadline, Directive, Doubt, Findings, Part
from tasks.domain.notice import CleanText, Head, Structure
from tasks.domain.reading import Extraction
from tasks.domain.span import Span
from tasks.extract import with_evidence

TEXT = "1. Sở Nội vụ\nRà soát danh sách, báo cáo trước ngày 31/2/2026."
DEADLINE = "trước ngày 31/2/2026"
AT = TEXT.index(DEADLINE)
ORDER = Directive(
    "1",
    "Rà soát danh sách, báo cáo trước ngày 31/2/2026.",
    Span(13, len(TEXT)),
    ("Sở Nội vụ",),
    deadline=Deadline(DEADLINE),
    parts=(Part("lead", "Sở Nội vụ", Span(3, 12), "heading"), Part("deadline", DEADLINE, Span(AT, AT + len(DEADLINE)), "before-day")),
    doubts=(Doubt("no-such-date", "deadline"),),
    sure=True,
)


def extraction(*directives):
    structure = Structure(Head("TB", "1", "1/TB-UBND", "Ủy ban nhân dân tỉnh Tân Giang"), (), Span(0, len(TEXT)))
    return with_evidence(CleanText.from_plain(TEXT), structure, Findings(directives), load_vocabulary())


def test_each_part_has_the_place_it_was_read_at():
    found = extraction(ORDER, replace(ORDER, parts=()))
    assert [[place.quote for place in places] for places in found.parts] == [["Sở Nội vụ", DEADLINE], []]


def test_a_row_with_a_doubt_is_not_sure_however_sure_its_rule_was():
    found = extraction(ORDER, replace(ORDER, doubts=(), deadline=None))
    assert [d.sure for d in found.findings.directives] == [False, True]
    [doubt] = [i for i in found.issues if i.code == "no-such-date"]
    assert doubt.span.of(TEXT) == DEADLINE and doubt.field == "deadline"


def test_it_comes_back_from_the_work_folder_as_it_was(tmp_path):
    key, found = ArtifactKey("ab" * 32, "extract", "0" * 16), extraction(ORDER)
    write_artifact(tmp_path, key, Extraction, lambda _folder: found)
    assert read_artifact(tmp_path, key, Extraction) == found
