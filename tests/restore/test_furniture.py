import pytest

from tasks.restore.furniture import furniture_of


def left_out(text):
    pages = [page.split("\n") for page in text.split("\f")]
    return [[page[n] for n in sorted(found)] for page, found in zip(pages, furniture_of(pages), strict=True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Signed\nBy:y ban\nReason:\nSigning\nDate:28.02\n.2019\n09:07\n\nUY BAN NHAN DAN", 7),
        ("SAO Y\nUBND tnh Tân Giang\nThi gian k: 19/10/2023 10:56:22 +07:00\n\nUY BAN NHAN DAN", 3),
        ("Ngui ky: Nguyen Van A\nNgay ky: 2024.05.03 08:12\n\nThông báo", 2),
        # A sentence that tells a time of day names no signing, and one that names a signing tells no time of day.
        ("Hop lúc 08:30 ngày 2/5/2024 tai tru so", 0),
        ("Quyêt dinh này có hiu lc ke tu ngay ky.", 0),
    ],
)
def test_banners_of_signing_services(text, wanted):
    assert [len(found) for found in left_out(text)] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("các s&, ban\n\nhnh\nan\n\nh\n\n:4\n1\n-n\n\nGiao S", ["hnh", "an", "h", ":4", "1", "-n"]),
        ("cac huyen\n\n9/\n1\n\n0/\n\n20\n\n23\n\ntiep", ["9/", "1", "0/", "20", "23"]),
        # Columns of tables: numbers, units, crosses.
        ("So luong\n\n12\n15\n7\n\nTong", []),
        ("Loai\nx\n2\nx\n3\nx\nGhi chu", []),
        ("1.\n\na)\n\nII.\n\nKT.\n\nVT\n\nThuc hien", []),
        ("cua tinh\nva\ncac huyen", []),
    ],
)
def test_upright_text_in_a_margin(text, wanted):
    assert left_out(text) == [wanted]


def test_a_shred_that_stands_alone_goes_where_the_document_has_it_again():
    page = "Giao S Tài chính\n\nhnh\n\nbáo cáo"
    assert left_out(page) == [[]]
    assert left_out(f"{page}\f{page}") == [["hnh"], ["hnh"]]
