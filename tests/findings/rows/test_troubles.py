from datetime import date

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.together import together_lists
from tasks.findings.extract import tagger_of
from tasks.findings.rows.troubles import names_cut, time_unread
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def troubles(text):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    bounds = (0, len(reader.sentence.tokens))
    return [(d.code, d.field) for d in names_cut(reader, bounds, reader.actors(*bounds, assigned=False), together_lists(reader, *bounds))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Y tế rà soát danh mục thuốc.", []),
        ("Chủ trì, phối hợp với Công an tỉnh kiểm tra các chợ.", []),
        ("UBND các xã, phường: Vũng Lam, Bến Sỏi rà soát quy hoạch.", [("level-unknown", "lead")]),
        ("Sở Y tế phối hợp với Sở Nội vụ xyz kiểm tra.", [("name-goes-on", "coordinating")]),
        ("Phối hợp với Trung tâm Khuyến nông và Dịch vụ cây trồng rà soát.", [("list-goes-on", "coordinating")]),
        ("Phối hợp với Công an tỉnh và Xanh Hy Vọng kiểm tra.", [("list-goes-on", "coordinating")]),
        ("Giao Phòng Thanh tra, Kiểm tra theo dõi.", [("name-shared", "lead")]),
        ("Giao các Phòng Thanh tra, Kiểm tra theo dõi.", []),
        ("Đội Công tác phòng cháy xử lý vi phạm.", [("name-goes-on", "lead")]),
        ("Tổ thu ngân không thu tiền mặt.", [("name-goes-on", "lead")]),
        ("Sở Y tế tổ chức kiểm tra các chợ.", []),
        ("Hiệu trưởng các trường có bể bơi mở lớp dạy bơi.", [("name-goes-on", "lead")]),
        ("Các hợp tác xã có máy gặt thu hoạch giúp dân.", [("name-goes-on", "lead")]),
        ("Các đơn vị có kế hoạch triển khai thực hiện.", []),
        ("Thẩm phán được phân công giải quyết vụ án quyết định việc xử lý.", [("name-goes-on", "lead")]),
        ("Người lao động đóng bảo hiểm tự nguyện thì lấy mốc tuổi chung.", [("name-goes-on", "lead")]),
        ("Các chủ tàu đánh bắt xa bờ thì được hỗ trợ dầu.", [("name-goes-on", "lead")]),
        ("Các doanh nghiệp khi xây dựng công trình phải thông báo khởi công.", []),
        ("Viên chức, nhân viên quản lý chợ, thương nhân kinh doanh tại chợ có trách nhiệm dự họp.", [("name-goes-on", "lead")]),
        ("Các tổ chức đề nghị giao nhiệm vụ đo đạc, khảo sát ruộng đất phải nộp bản đồ.", [("name-goes-on", "lead")]),
        ("Các đơn vị tổ chức rà soát, khi có vướng mắc phải báo cáo Sở Y tế.", []),
        ("Cấp có thẩm quyền quản lý cán bộ thực hiện việc đánh giá.", [("name-goes-on", "lead")]),
        ("Nhân viên kỹ thuật vận hành trạm bơm ghi nhật ký.", [("name-goes-on", "lead")]),
        ("Nhân viên kỹ thuật lập nhật ký vận hành trạm bơm.", []),
        ("Các đơn vị quản lý chặt chẽ tài sản công.", []),
        ("Các đơn vị quản lý hồ chứa rà soát phương án.", [("name-goes-on", "lead")]),
        ("Các tổ vận hành trạm bơm khẩn trương tiêu úng.", [("name-goes-on", "lead")]),
        ("Các đơn vị sử dụng phần mềm để quản lý văn bản.", []),
        ("Các xã quản lý đất công và xử lý lấn chiếm.", []),
        ("Sở Y tế phối hợp với đơn vị quản lý hồ điều hòa kiểm tra.", [("name-goes-on", "coordinating")]),
        ("Phối hợp với cơ quan, đơn vị quản lý, vận hành hệ thống khắc phục sự cố.", [("name-goes-on", "coordinating")]),
        ("Phòng lắp đặt các thiết bị của trạm điều khiển, trạm thu dữ liệu phải bảo đảm vô trùng.", [("name-goes-on", "lead")]),
        ("Trạm phát các tín hiệu của hệ thống dẫn đường, thông tin liên lạc phải được kiểm định.", [("name-goes-on", "lead")]),
        ("Các tổ chức, đơn vị điều tra, khảo sát ruộng đất chịu trách nhiệm lập bản đồ.", [("name-goes-on", "lead")]),
        ("Các tổ chức, đơn vị tiến hành khảo sát ruộng đất, chịu trách nhiệm lập bản đồ.", []),
        ("Đoàn Kiểm tra giám sát bầu cử của tỉnh: Mỗi đoàn chọn một cá nhân.", [("name-goes-on", "lead")]),
        ("Tổ công tác vận động hiến máu các xã: Các tổ viên báo cáo hằng tuần.", [("name-goes-on", "lead")]),
        ("Sở Y tế phối hợp với các địa phương: tổ chức tiêm phòng.", []),
        ("Kiểm sát viên được phân công kiểm sát vụ án lập hồ sơ theo dõi.", [("name-goes-on", "lead")]),
        ("Sở quản lý ngành đối với hàng hóa, dịch vụ có trách nhiệm thẩm định giá.", [("name-goes-on", "lead")]),
        ("Sở chuyên ngành đối với công trình cấp I tổ chức thẩm định.", [("name-goes-on", "lead")]),
        ("Chi nhánh có thẩm quyền giải quyết tiến hành thẩm định hồ sơ.", [("name-goes-on", "lead")]),
        ("Sở Y tế có trách nhiệm thẩm định hồ sơ.", []),
        ("Ủy viên kiêm Thư ký Hội đồng lập biên bản.", [("name-goes-on", "lead")]),
        ("Các bệnh viện cấp chuyên sâu tập trung khám bệnh hiếm.", [("name-goes-on", "lead")]),
        ("Cục Chứng thực và Bảo mật thông tin của ngành cấp chứng thư.", [("name-unknown", "lead"), ("name-goes-on", "lead")]),
        ("Sở Y tế thông tin cho người dân về dịch bệnh.", []),
        ("Giảng viên không hoàn thành định mức giảng dạy phải dạy bù.", [("name-goes-on", "lead")]),
        ("Công an tỉnh không để xảy ra ùn tắc.", []),
        ("Ủy ban nhân dân xã thì trạm y tế báo cáo.", [("name-goes-on", "lead")]),
        ("Văn thư tại cơ quan có trách nhiệm lưu hồ sơ.", [("name-goes-on", "lead")]),
        ("Các tiểu thương trong chợ có trách nhiệm tự thu dọn rác.", [("name-goes-on", "lead")]),
        ("Công an tỉnh trong tháng 3/2026 mở đợt kiểm tra.", []),
        ("Các doanh nghiệp được phân cấp theo Điều 7 của Quy định này chỉ đạo sửa đường.", [("name-goes-on", "lead")]),
        ("Các đơn vị theo chức năng, nhiệm vụ triển khai kế hoạch.", []),
        ("Các cơ quan quản lý trực tiếp chỉ đạo các đơn vị thu hồi chứng thư.", []),
        ("Sở Y tế phối hợp với các đơn vị quản lý cáp ngầm khác trong việc đào đường.", [("name-goes-on", "coordinating")]),
        ("Sở Y tế phối hợp với các đơn vị tham mưu UBND tỉnh trong việc cấp phép.", []),
        ("Sở Y tế phối hợp với các đơn vị trong việc cấp phép.", []),
        ("Sở Y tế phối hợp với cơ quan có chức năng quản lý chợ kiểm tra.", [("name-goes-on", "coordinating")]),
        ("Sở Y tế phối hợp với tổ công tác kiểm tra các chợ.", []),
        ("Các cơ quan chuyên môn từ tỉnh đến địa phương làm tốt công tác tham mưu.", [("name-goes-on", "lead")]),
        ("Các ngành từ cấp tỉnh xuống xã rà soát hồ sơ.", [("name-goes-on", "lead")]),
        ("Sở Y tế từ tháng 4 mở đợt tiêm.", []),
        ("Hộ thoát nước tự lựa chọn nhà thầu.", [("name-goes-on", "lead")]),
    ],
)
def test_a_name_that_may_go_on(text, found):
    assert troubles(text) == found


def test_words_of_a_time_that_gave_no_deadline():
    assert [d.code for d in time_unread("rút kinh nghiệm án bị sửa hằng tháng", None)] == ["time-unread"]
    assert [d.code for d in time_unread("kết nạp 12 đảng viên trong năm 2025.", None)] == ["time-unread"]
    assert [d.code for d in time_unread("sửa cầu trong quý II/2026.", None)] == ["time-unread"]
    assert not list(time_unread("các phong trào trong năm 2025 của tỉnh", None))
    assert not list(time_unread("rà soát danh mục thuốc", None))


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Giao Sở Y tế trước ngày 15 tháng 11 năm 2025 kiểm tra kho thuốc.", True),
        ("Trước ngày 12/11/2025 kiểm kê thiết bị.", True),
        ("Xử lý hồ sơ nhận trước ngày 01/7/2025.", False),
        ("Kiểm kê thiết bị sau ngày 15/11/2025.", False),
    ],
)
def test_a_limit_that_passed_while_the_notice_was_written(text, doubtful):
    found = [d.code for d in time_unread(text, None, date(2025, 11, 18))]
    assert ("deadline-in-past" in found) is doubtful
