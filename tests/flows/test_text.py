"""A text whose scan is gone goes through the same flow, and says that it was restored."""

from pathlib import Path

import pytest

from benchmarks.layers import GOOD, over_layers, text_layer
from config.settings import load_settings
from config.vocabulary import load_vocabulary
from db.asking.details import list_runs, revision_detail
from db.asking.tracing import trace_row
from db.reading.documents import find_document
from flows.batch import ingest_batch
from samples.build import scanned
from samples.degrade import Strength
from samples.notice import load_notice
from samples.typeset import typeset
from tasks.domain.letters import without_accents
from tasks.domain.outcome import Outcome
from tasks.restore.reader import transcribed
from tasks.structure.parse import parse_structure
from tasks.text.clean import clean_pages

SAMPLES = Path(__file__).parent.parent.parent / "samples"

pytestmark = pytest.mark.usefixtures("prefect_server")
NOTICE = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NAM
Số: 12/CT-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Nam, ngày 10 tháng 02 năm 2025

CHỈ THỊ
Về việc tăng cường công tác cải cách hành chính

Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:

1. Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan kiểm tra việc thực hiện kế hoạch, báo cáo trước ngày 30/6/2025.

2. Sở Tài chính bố trí kinh phí theo Quyết định số 45/QĐ-UBND ngày 05/01/2025.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""


def database():
    return load_settings().database


@pytest.mark.parametrize("lost", [False, True])
async def test_a_text_becomes_rows(ready, tmp_path, lost):
    path = tmp_path / "in" / "notice.txt"
    path.parent.mkdir()
    path.write_text(without_accents(NOTICE) if lost else NOTICE, "utf-8")
    [outcome] = await ingest_batch([str(path)])
    assert outcome.outcome is Outcome.SUCCEEDED
    run = next(r for r in list_runs(database()) if r.kind == "ingest")
    assert [a.step for a in run.attempts] == ["register", "transcribe", "clean", "segment", "extract", "load"]
    detail = revision_detail(database(), find_document(database(), "notice.txt").id)
    assert detail.revision.symbol == "12/CT-UBND"
    assert {p.source for p in detail.pages} == {"restored"}
    assert [p.printed for d in detail.directives for p in d.parties if p.role == "lead"] == ["Sở Nội vụ", "Sở Tài chính"]
    assert ("restored-text" in [i.code for i in detail.issues]) is lost
    assert (load_settings().store_folder / detail.document.store_path).read_bytes() == path.read_bytes()
    assert detail.document.media_type == "text"


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("stamp", ["HỎA TỐC", "KHẨN"])
def test_an_urgency_stamp_of_a_text_is_one(stamp, lost):
    text = NOTICE.replace("Số: 12/CT-UBND\n", f"Số: 12/CT-UBND\n{stamp}\n")
    pages = transcribed((without_accents(text) if lost else text).encode(), "notice.txt", 10, load_vocabulary().type_abbreviations)
    head = parse_structure(clean_pages(pages, None).clean, load_vocabulary()).head
    assert (head.urgency, head.symbol, head.issuer) == (stamp, "12/CT-UBND", "Ủy ban nhân dân tỉnh Quảng Nam")


async def test_a_text_that_is_no_vietnamese_notice_is_set_aside(ready, tmp_path):
    path = tmp_path / "in" / "letter.txt"
    path.parent.mkdir()
    path.write_text("The committee asks the directors of all departments to report about their work every single month. " * 3, "utf-8")
    [outcome] = await ingest_batch([str(path)])
    assert (outcome.outcome, outcome.error_code) == (Outcome.QUARANTINED, "unsupported-file")
    assert "Vietnamese" in outcome.message


async def test_a_page_whose_picture_is_too_poor_gets_its_layer_restored(ready, tmp_path):
    """Two pages under an English recogniser's layer: one at 60 dpi with noise, one that can be read."""
    notice = load_notice(SAMPLES / "chi-thi-tinh-uy" / "notice.toml")
    pages = typeset(notice)
    layers = [text_layer(picture, GOOD.dpi) for picture in scanned(notice, pages, GOOD, "layer")]
    poor = Strength(dpi=60, blur=2.0, noise=16.0, paper=245, ink=30)
    pictures = [(list(scanned(notice, pages, s, "page"))[n], s.dpi) for n, s in enumerate((poor, GOOD))]
    path = tmp_path / "in" / "poor.pdf"
    path.parent.mkdir()
    over_layers(pictures, layers, path)

    [outcome] = await ingest_batch([str(path)])
    assert outcome.outcome is Outcome.SUCCEEDED
    detail = revision_detail(database(), find_document(database(), "poor.pdf").id)
    assert [p.source for p in detail.pages] == ["restored", "ocr"]
    assert "text layer was restored" in detail.pages[0].source_reason
    assert detail.document.media_type == "pdf"
    assert [i.page for i in detail.issues if i.code == "restored-text"] == [1]
    doubts = [i for i in detail.issues if i.code == "restored-finding"]
    assert doubts and {i.page for i in doubts} == {1}
    assert {i.subject_kind for i in doubts} >= {"directive", "citation"}

    # The place of a finding is where its words are printed.
    cited = next(c for c in detail.citations if c.symbol == "57-NQ/TW")
    evidence = trace_row(database(), "citation", cited.id).evidence
    [region] = [r for r in evidence.regions if r.box_top < 0.5 * detail.pages[0].height][:1]
    printed = next(w for w in pages[0].words if w.text.startswith("57-NQ/TW"))
    scale = detail.pages[0].dpi / 72
    assert region.page == 1
    assert region.box_left < (printed.x + 10) * scale < region.box_right
    assert region.box_top < (printed.y - 3) * scale < region.box_bottom
