import json

from benchmarks.counted_texts import holds_any, paragraphs_of, read_texts, runs_of

NOTICE = "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành khẩn trương rà soát hồ sơ và báo cáo kết quả trước ngày 15 hằng tháng"
OTHER = "Giám đốc Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan tham mưu phân bổ kinh phí cho các chương trình năm nay"


def written(folder, *texts):
    path = folder / "texts.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    return path


def test_lines_of_a_paragraph_are_joined_and_cells_are_apart():
    assert paragraphs_of("một\nhai\n\nba | bốn |\n") == ["một hai", "ba", "bốn"]


def test_a_text_that_holds_a_measured_document_is_not_counted(tmp_path):
    path = written(tmp_path, f"Mở đầu\n\n{NOTICE.upper()}", OTHER)
    assert list(read_texts(path, [runs_of(NOTICE)])) == [OTHER]
    assert not holds_any(OTHER, [runs_of(NOTICE), set()])


def test_a_paragraph_that_comes_again_is_counted_once(tmp_path):
    path = written(tmp_path, f"{OTHER}\n\nmột", f"{OTHER}\n\nhai")
    assert list(read_texts(path, [])) == [f"{OTHER}\nmột", "hai"]


def test_what_is_left_out_is_every_so_manieth_document_or_line(tmp_path):
    assert list(read_texts(written(tmp_path, "a", "b", "c"), [], leave_out=2)) == ["b"]
    plain = tmp_path / "plain.txt"
    plain.write_text("a\nb\nc\nd\n", "utf-8")
    assert list(read_texts(plain, [], leave_out=2)) == ["b\nd"]
