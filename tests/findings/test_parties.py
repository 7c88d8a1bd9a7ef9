import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.parties import PartyGrammar

GRAMMAR = PartyGrammar(load_vocabulary().cues)


@pytest.mark.parametrize(
    ("text", "parties", "behind"),
    [
        ("Sở Y tế khẩn trương rà soát", ["Sở Y tế"], "khẩn trương"),
        (
            "Thủ trưởng các sở, ban, ngành tỉnh; Chủ tịch UBND các huyện, thành phố tập trung thực hiện",
            ["Thủ trưởng các sở, ban, ngành tỉnh", "Chủ tịch UBND các huyện, thành phố"],
            "tập trung",
        ),
        ("Sở Kế hoạch và Đầu tư và các cơ quan có liên quan rà soát", ["Sở Kế hoạch và Đầu tư", "các cơ quan có liên quan"], "rà soát"),
        (
            "các Sở: Tài chính, Kế hoạch và Đầu tư, Công an tỉnh tham mưu",
            ["Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Công an tỉnh"],
            "tham mưu",
        ),
        ("Các Sở Công Thương, Y tế và UBND các xã báo cáo", ["Sở Công Thương", "Sở Y tế", "UBND các xã"], "báo cáo"),
        ("các bộ: Quốc phòng, Công an, Tài chính rà soát", ["Bộ Quốc phòng", "Bộ Công an", "Bộ Tài chính"], "rà soát"),
        (
            "Giám đốc các Sở: Nội vụ, Tư pháp; Thủ trưởng các đơn vị chịu trách nhiệm",
            ["Giám đốc Sở Nội vụ", "Giám đốc Sở Tư pháp", "Thủ trưởng các đơn vị"],
            "chịu",
        ),
        ("Sở Văn hóa, Thể thao và Du lịch hướng dẫn", ["Sở Văn hóa, Thể thao và Du lịch"], "hướng dẫn"),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh phối hợp", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"], "phối hợp"),
        ("Ban Quản lý dự án đầu tư xây dựng số 2 đẩy nhanh", ["Ban Quản lý dự án đầu tư xây dựng số 2"], "đẩy nhanh"),
        ("các sở, ngành; cơ quan thông tấn, báo chí tổ chức tuyên truyền", ["các sở, ngành", "cơ quan thông tấn, báo chí"], "tổ chức"),
        ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy lãnh đạo", ["Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"], "lãnh đạo"),
        ("Sở Y tế (cơ quan thường trực) chủ trì", ["Sở Y tế"], "chủ trì"),
        (
            "Chủ tịch UBND các huyện: An Sơn, Bình Hải và thành phố Tân Giang chỉ đạo",
            ["Chủ tịch UBND huyện An Sơn", "Chủ tịch UBND huyện Bình Hải", "Chủ tịch UBND thành phố Tân Giang"],
            "chỉ đạo",
        ),
        ("Ủy ban MTTQ Việt Nam xã và các tổ chức, đoàn thể vận động", ["Ủy ban MTTQ Việt Nam xã", "các tổ chức, đoàn thể"], "vận động"),
        ("mỗi cơ quan, tổ chức, đơn vị, cá nhân phải chủ động", ["mỗi cơ quan, tổ chức, đơn vị, cá nhân"], "phải"),
    ],
)
def test_a_list_of_parties_is_cut_and_ends_before_the_verb(text, parties, behind):
    run = GRAMMAR.read(text, 0)
    assert run is not None
    assert list(run.parties) == parties
    assert text[run.end :].strip().startswith(behind)


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kế hoạch",
        "Trường hợp vượt thẩm quyền",
        "Phòng ngừa tham nhũng",
        "Báo cáo kết quả",
        "Lãnh đạo, chỉ đạo thực hiện",
        "Tổ chức tập huấn",
        "Kết quả",
    ],
)
def test_words_that_look_like_a_body_start_no_party(text):
    assert GRAMMAR.read(text, 0) is None


def test_the_printed_form_is_kept():
    printed = "Uỷ ban nhân dân tỉnh chỉ đạo"
    assert GRAMMAR.read("Ủy ban nhân dân tỉnh chỉ đạo", 0, printed).parties == ("Uỷ ban nhân dân tỉnh",)


@given(st.lists(st.sampled_from(["Sở Y tế", "các", "sở", ",", ";", "và", "(", ")", ":", "rà soát", "UBND", "tỉnh", "-", "."]), max_size=60))
def test_any_words_give_a_run_inside_the_text(words):
    text = " ".join(words)
    run = GRAMMAR.read(text, 0)
    assert run is None or (0 <= run.start < run.end <= len(text) and all(run.parties))


def test_the_hook_that_recognition_loses_in_tinh_is_put_back():
    assert GRAMMAR.read("Đài Phát thanh và Truyền hình tinh, Báo Tân Giang đưa tin", 0).parties == (
        "Đài Phát thanh và Truyền hình tỉnh",
        "Báo Tân Giang",
    )
