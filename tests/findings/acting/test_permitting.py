"""What somebody may do, is entitled to or suffers obliges nobody."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.permitting import follows, hands_down, permits
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


@pytest.mark.parametrize(
    ("text", "permitted"),
    [
        ("Bộ phận Một cửa có thể in giấy xác nhận.", True),
        ("Sau khi khóa sổ, các cơ quan, đơn vị không thể sửa số liệu.", True),
        ("Người dân được hưởng hỗ trợ cước bưu chính.", True),
        ("Các đơn vị chậm báo cáo thì bị nhắc nhở.", True),
        ("Mỗi cá nhân chỉ được cấp một thẻ tại một thời điểm.", True),
        ("Bộ phận Một cửa in giấy xác nhận.", False),
        ("Công chức được giao nhiệm vụ thì phải báo cáo.", False),
        ("Giảng viên hoàn thành tốt nhiệm vụ được khen thưởng.", True),
        ("Học viên đạt giải sẽ được giám đốc Trung tâm biểu dương.", True),
        ("Phòng Nội vụ lập danh sách cá nhân được khen thưởng.", False),
    ],
)
def test_what_the_subject_may_do(text, permitted):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    bounds = (0, len(reader.sentence.tokens))
    actors = reader.actors(*bounds, assigned=False)
    assert actors is not None and permits(reader, bounds, actors) is permitted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trường hợp quá 12 tháng không triển khai, thì dự án sẽ bị xem xét thu hồi.", True),
        ("Trường hợp bất khả kháng được xem xét gia hạn tối đa 06 tháng.", True),
        ("Nếu bài dự thi sao chép thì không được chấm.", True),
        ("Không có nguồn lực thì không thể nói đến sự bền vững của Kế hoạch.", True),
        ("Thiếu sự đồng thuận thì khó giải phóng mặt bằng.", True),
        ("Không còn quỹ đất thì chưa có cơ sở thu hút đầu tư.", True),
        ("Tùy mức độ vi phạm sẽ chịu hình thức kỷ luật của nhà trường.", True),
        ("Tùy mức độ vi phạm sẽ chịu trách nhiệm khắc phục trong 10 ngày.", False),
        ("Không để tồn đọng hồ sơ.", False),
        ("Trường hợp hồ sơ còn thiếu thì yêu cầu bổ sung.", False),
        ("Trường hợp dự án được phê duyệt thì khẩn trương giải phóng mặt bằng.", False),
        ("Trường hợp dùng chữ ký cũ thì được tiếp tục sử dụng nhưng phải chuyển đổi trong năm.", False),
    ],
)
def test_what_becomes_of_something_in_a_case(text, told):
    assert follows(text, CUES) is told


@pytest.mark.parametrize(
    ("text", "handed"),
    [
        ("Phân cấp cho UBND các xã quản lý hệ thống thoát nước.", True),
        ("Ủy quyền cho Giám đốc Sở Xây dựng ký thỏa thuận.", True),
        ("Giao Giám đốc Sở Xây dựng ký thỏa thuận.", False),
    ],
)
def test_what_is_handed_down(text, handed):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    actors = reader.actors(0, len(reader.sentence.tokens), assigned=False)
    assert actors is not None and hands_down(actors) is handed
