"""Every kind of doubt: how much it matters, and how it is said in English and in Vietnamese; nothing else words a doubt."""

from __future__ import annotations

from collections.abc import Mapping

from tasks.domain.deadline_doubts import DEADLINE_DOUBTS
from tasks.domain.doubt_kind import DoubtKind
from tasks.domain.outcome import Severity
from tasks.domain.page_doubts import PAGE_DOUBTS

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR
DOUBTS: Mapping[str, DoubtKind] = {
    **PAGE_DOUBTS,
    **DEADLINE_DOUBTS,
    "head-field-missing": DoubtKind(_WARNING, "The head lacks a part.", "Phần thể thức còn thiếu thông tin."),
    "head-field-doubtful": DoubtKind(_WARNING, "A part of the head was not read with certainty.", "Phần thể thức đọc chưa chắc chắn."),
    "head-field-contradicted": DoubtKind(
        _WARNING,
        "Something else in the file speaks against a part of the head.",
        "Thông tin thể thức mâu thuẫn với nội dung khác trong tệp.",
    ),
    "head-field-confirmed": DoubtKind(
        _INFO,
        "A part of the head that is hard to read is confirmed elsewhere in the file.",
        "Thông tin thể thức khó đọc, được xác nhận ở chỗ khác trong tệp.",
    ),
    "number-out-of-order": DoubtKind(
        _WARNING,
        "By its number the document does not stand where its date puts it among those of its issuer.",
        "Số văn bản không đúng thứ tự thời gian so với các văn bản khác của cùng cơ quan ban hành.",
        "number",
    ),
    "head-field-left-out": DoubtKind(
        _WARNING, "A part of the head could not be read and was left out.", "Phần thể thức có chỗ không đọc được, đã để trống."
    ),
    "head-field-mended": DoubtKind(
        _WARNING, "Letters of the head were set right; please compare.", "Phần thể thức có chữ đã được sửa lại; cần đối chiếu."
    ),
    "head-field-implied": DoubtKind(
        _WARNING, "It is not printed; it follows from another part of the head.", "Không đọc được trực tiếp; suy ra từ phần khác."
    ),
    "head-fields-differ": DoubtKind(
        _WARNING, "Two parts of the document contradict each other.", "Hai phần của văn bản không khớp nhau; cần đối chiếu."
    ),
    "head-field-cut": DoubtKind(
        _WARNING, "It may be cut short, or run on into what follows.", "Nội dung có thể bị cắt cụt hoặc lẫn phần tiếp theo."
    ),
    "head-field-odd": DoubtKind(_WARNING, "It does not look like what stands there.", "Nội dung có dạng lạ; cần đối chiếu."),
    "head-contradicts-signature": DoubtKind(
        _WARNING, "The digital signature says otherwise.", "Thông tin khác với chữ ký số; cần đối chiếu."
    ),
    "head-from-signature": DoubtKind(
        _WARNING, "It was not read; it is taken from the digital signature.", "Không đọc được trên văn bản; lấy theo chữ ký số."
    ),
    "head-mended-by-signature": DoubtKind(
        _INFO, "Its letters were put right by the digital signature.", "Chính tả được sửa theo chữ ký số."
    ),
    "changed-after-signing": DoubtKind(Severity.ERROR, "The file was changed after it was signed.", "Tệp đã bị thay đổi sau khi ký số."),
    "signature-invalid": DoubtKind(_WARNING, "A digital signature does not hold.", "Có chữ ký số không hợp lệ."),
    "signature-unreadable": DoubtKind(_WARNING, "A digital signature could not be examined.", "Có chữ ký số không kiểm tra được."),
    "signature-untrusted": DoubtKind(
        _WARNING,
        "A signer's certificate leads to none that is trusted.",
        "Chứng thư số của người ký không thuộc tổ chức chứng thực được tin cậy.",
    ),
    "signatures-unexamined": DoubtKind(
        _WARNING, "Not all digital signatures of the file were examined.", "Chưa kiểm tra được hết chữ ký số của tệp."
    ),
    "section-label-doubtful": DoubtKind(
        _WARNING,
        "The label of a section does not follow from those around it.",
        "Số thứ tự của mục không khớp với các mục bên cạnh.",
        "label",
    ),
    "section-label-lost": DoubtKind(
        _INFO,
        "The label of a section was not read; it follows from those around it.",
        "Số thứ tự của mục không đọc được, được suy ra từ các mục bên cạnh.",
        "label",
    ),
    "directive-not-sure": DoubtKind(
        _WARNING, "Whether all of the task is right is not sure.", "Chưa chắc mọi thông tin của nhiệm vụ đều đúng; cần đối chiếu."
    ),
    "directive-without-lead": DoubtKind(_INFO, "Nobody is named who must act.", "Nhiệm vụ không nêu cơ quan chủ trì.", "lead"),
    "directive-without-deadline": DoubtKind(_INFO, "No time is set.", "Nhiệm vụ không nêu thời hạn.", "deadline"),
    "party-runs-on": DoubtKind(
        _WARNING, "The name of the body may run on into what it is to do.", "Tên cơ quan có thể lẫn chữ của nội dung nhiệm vụ."
    ),
    "name-goes-on": DoubtKind(_WARNING, "The name of the body may be longer.", "Tên cơ quan có thể còn dài hơn."),
    "comma-behind-name": DoubtKind(
        _WARNING,
        "A comma stands behind the name of the body; it may be longer, or shorter.",
        "Sau tên cơ quan có dấu phẩy; tên có thể dài hoặc ngắn hơn.",
        "lead",
    ),
    "name-unknown": DoubtKind(_INFO, "The name of the body holds unknown words.", "Tên cơ quan có chữ chưa có trong từ điển.", "lead"),
    "level-unknown": DoubtKind(
        _INFO, "The list leaves open what kind of place it is.", "Danh sách không cho biết là tỉnh hay thành phố, xã hay phường.", "lead"
    ),
    "name-shared": DoubtKind(
        _WARNING,
        "The noun of the first body was given to the next ones; all may be one name.",
        "Danh từ của cơ quan đầu được dùng cho các tên sau; có thể tất cả là một tên.",
    ),
    "time-unread": DoubtKind(
        _INFO, "Words of a time stand in it that gave no deadline.", "Có chữ chỉ thời gian chưa đọc thành thời hạn.", "deadline"
    ),
    "list-goes-on": DoubtKind(_WARNING, "More bodies may follow.", "Danh sách cơ quan có thể còn tiếp.", "lead"),
    "party-in-brackets": DoubtKind(
        _WARNING, "Brackets name a body that may be the one to act.", "Trong ngoặc có tên cơ quan có thể là bên thực hiện.", "lead"
    ),
    "subject-passed-over": DoubtKind(_INFO, "Another body begins the sentence.", "Câu bắt đầu bằng một cơ quan khác.", "lead"),
    "named-before": DoubtKind(
        _WARNING,
        "The sentence before names another body, which may be meant here too.",
        "Câu liền trước nêu cơ quan khác, có thể câu này cũng giao cho cơ quan đó.",
        "lead",
    ),
    "heading-passed-over": DoubtKind(
        _WARNING, "A heading above names a body that was not understood.", "Tiêu đề phía trên nêu một cơ quan chưa đọc được rõ.", "lead"
    ),
    "party-odd": DoubtKind(_INFO, "The name of the body looks odd.", "Tên cơ quan có dạng lạ.", "lead"),
    "together-unread": DoubtKind(_INFO, "Who takes part is not understood.", "Chưa rõ cơ quan nào phối hợp.", "coordinating"),
    "verb-unknown": DoubtKind(_INFO, "It begins with a word that may be no verb.", "Câu bắt đầu bằng từ chưa rõ có phải động từ."),
    "order-assumed": DoubtKind(_INFO, "Nothing says that it is ordered.", "Không có câu nào nói rõ đây là việc được giao."),
    "taken-from-above": DoubtKind(
        _WARNING, "The cell is empty; the body of the row above was taken.", "Ô để trống; lấy theo cơ quan ở dòng trên.", "lead"
    ),
    "columns-assumed": DoubtKind(
        _WARNING,
        "The head of the table could not be read; its columns are known by what stands in them.",
        "Không đọc được tiêu đề bảng; cột được nhận biết theo nội dung.",
    ),
    "metric-not-sure": DoubtKind(
        _WARNING, "Whether all of the figure is right is not sure.", "Chưa chắc mọi thông tin của số liệu đều đúng; cần đối chiếu."
    ),
    "number-doubtful": DoubtKind(_WARNING, "The number was not read with certainty.", "Con số đọc chưa chắc chắn.", "value"),
    "number-unreadable": DoubtKind(_WARNING, "This looks like a number that was misread.", "Có con số không đọc được."),
    "number-misgrouped": DoubtKind(
        _WARNING, "Its digits are grouped as no number is.", "Cách nhóm chữ số không đúng; cần đối chiếu.", "value"
    ),
    "number-grouping": DoubtKind(
        _WARNING, "Comma and dot may part thousands or decimals.", "Dấu phẩy, dấu chấm có thể tách hàng nghìn hoặc phần thập phân.", "value"
    ),
    "number-spaced": DoubtKind(_INFO, "Its thousands are parted by spaces.", "Hàng nghìn cách nhau bằng dấu cách.", "value"),
    "number-bracketed": DoubtKind(
        _WARNING, "It stands in brackets, which accounts use for what is below zero.", "Số đặt trong ngoặc, có thể là số âm.", "value"
    ),
    "number-marked": DoubtKind(
        _WARNING,
        "A sign stands by it that may mean a fall or a tolerance.",
        "Cạnh con số có dấu (±, ▼, dấu trừ ở sau); cần đối chiếu.",
        "value",
    ),
    "figure-unread": DoubtKind(
        _ERROR,
        "A figure in brackets or with an odd sign stands here and gave no row.",
        "Có số liệu trong ngoặc hoặc kèm dấu lạ (±, ▼) chưa được ghi nhận; cần xem và bổ sung.",
    ),
    "cell-remark": DoubtKind(_WARNING, "The cell says more than the figure.", "Ô có thêm ghi chú ngoài con số.", "value"),
    "cell-unread": DoubtKind(
        _WARNING,
        "A cell in a column of figures holds a number that could not be read.",
        "Ô trong cột số liệu có con số không đọc được; cần đối chiếu.",
    ),
    "sum-differs": DoubtKind(
        _WARNING, "The total is not the sum of its parts.", "Số tổng không bằng tổng các thành phần; cần đối chiếu.", "value"
    ),
    "unit-unnamed": DoubtKind(_INFO, "No unit is named.", "Số liệu không rõ đơn vị tính.", "unit"),
    "period-inherited": DoubtKind(
        _INFO, "Its time is said above, or by the subject alone.", "Thời gian lấy từ tiêu đề, câu dẫn hoặc trích yếu.", "period"
    ),
    "period-from-sentence": DoubtKind(_INFO, "Its time is said elsewhere in the sentence.", "Thời gian lấy từ vế khác của câu.", "period"),
    "period-unnamed": DoubtKind(_INFO, "No time is named.", "Số liệu không rõ thời gian.", "period"),
    "periods-several": DoubtKind(_INFO, "The sentence names several times.", "Câu nêu nhiều mốc thời gian.", "period"),
    "role-assumed": DoubtKind(
        _INFO,
        "Only the type of document says whether it is a result or a target.",
        "Kết quả hay mục tiêu chỉ suy ra từ loại văn bản.",
        "role",
    ),
    "threshold": DoubtKind(_INFO, "It is a threshold or a norm.", "Đây là ngưỡng, định mức hoặc điều kiện.", "role"),
    "change-told-later": DoubtKind(_INFO, "Its change is told by the next sentence.", "Mức tăng, giảm lấy từ câu sau.", "change"),
    "figures-in-list": DoubtKind(_INFO, "It is one of many figures in a sentence.", "Câu có nhiều số liệu."),
    "name-odd": DoubtKind(_INFO, "Its name may be cut.", "Tên số liệu có thể bị cắt sai.", "name"),
    "name-short": DoubtKind(_INFO, "Its name says little.", "Tên số liệu quá ngắn.", "name"),
    "metric-beyond-total": DoubtKind(_WARNING, "It is more than there are.", "Giá trị lớn hơn tổng số.", "value"),
    "metric-conflict": DoubtKind(_WARNING, "The document gives two different figures.", "Văn bản nêu hai số liệu khác nhau.", "value"),
    "figure-and-words-differ": DoubtKind(
        _WARNING, "The number in figures and the number in words differ.", "Số viết bằng số và bằng chữ khác nhau."
    ),
    "cell-corrected": DoubtKind(
        _WARNING,
        "The cell it was read from was corrected since, and says something else.",
        "Ô của bảng chứa thông tin này đã được sửa và không còn khớp; cần đối chiếu.",
    ),
    "citation-unresolved": DoubtKind(
        _WARNING, "A document is cited without date and issuer.", "Văn bản được viện dẫn ghi chưa rõ ngày và cơ quan ban hành."
    ),
    "citation-without-date": DoubtKind(_INFO, "A document is cited without its date.", "Văn bản viện dẫn không ghi ngày.", "issued_on"),
    "symbol-mended": DoubtKind(
        _INFO, "Letters of the symbol were put right.", "Ký hiệu văn bản đã được sửa theo loại văn bản; cần đối chiếu.", "symbol"
    ),
    "symbol-odd": DoubtKind(_WARNING, "The symbol has no form that is known.", "Số, ký hiệu văn bản có dạng lạ; cần đối chiếu.", "symbol"),
    "symbol-doubtful": DoubtKind(_WARNING, "The symbol was not read with certainty.", "Số, ký hiệu văn bản đọc chưa chắc chắn.", "symbol"),
    "citation-day-unread": DoubtKind(
        _WARNING, "A day is printed behind the symbol, and could not be read.", "Ngày của văn bản viện dẫn không đọc được.", "issued_on"
    ),
    "citation-year-differs": DoubtKind(
        _WARNING, "The symbol has another year than the day.", "Năm trong số, ký hiệu khác năm của ngày ban hành.", "issued_on"
    ),
    "citation-days-differ": DoubtKind(
        _WARNING, "The document is cited with different days.", "Văn bản được viện dẫn với các ngày khác nhau.", "issued_on"
    ),
    "copy-loaded-already": DoubtKind(_WARNING, "This notice is loaded already.", "Văn bản này đã có trong cơ sở dữ liệu (bản sao)."),
    "copy-perhaps": DoubtKind(
        _WARNING, "It may be a copy of a notice that is loaded already.", "Có thể là bản sao của một văn bản đã có; cần đối chiếu."
    ),
    "same-number-other-text": DoubtKind(
        _WARNING, "Another text has the same number and day.", "Có văn bản khác cùng số, ký hiệu và ngày nhưng khác nội dung."
    ),
    "copy-followed-apart": DoubtKind(
        _WARNING,
        "What was said of a task of a copy is shown at no task of this one.",
        "Tình hình thực hiện ghi ở bản sao chưa gắn được với nhiệm vụ của văn bản này.",
    ),
    # Raised by version 0.1 before rows said whether they are sure; revisions of that time still hold it.
    "directive-doubtful": DoubtKind(_WARNING, "This may be no task.", "Có thể không phải là nhiệm vụ."),
}
NOT_SURE: Mapping[str, str] = {"directive": "directive-not-sure", "metric": "metric-not-sure"}
"""Kinds of rows that say whether they are sure, and the doubt about one that is not where no narrower doubt is there."""
ABOUT_COPIES = ("copy-loaded-already", "copy-perhaps", "same-number-other-text", "copy-followed-apart")
"""Doubts that are raised where documents are compared, not where one is read; each names the other, and is settled for it alone."""
GRAVE = (Severity.WARNING, Severity.ERROR)
"""What a person should look at: a row with such a doubt is not presented as certain."""


def severity_of(code: str) -> Severity:
    """How much a doubt matters; one without an entry is a warning, so that it cannot be lost."""
    return DOUBTS[code].severity if code in DOUBTS else Severity.WARNING


def words_for(code: str, language: str) -> str:
    """What a kind of doubt says in "vi" or "en"; where it has no entry, its code."""
    kind = DOUBTS.get(code)
    if kind is None:
        return f"Cần đối chiếu ({code})." if language == "vi" else f"{code.replace('-', ' ').capitalize()}."
    return kind.vi if language == "vi" else kind.en


def message_of(code: str, detail: str = "") -> str:
    """The English sentence of a doubt, with the values in question behind it."""
    said = words_for(code, "en")
    return f"{said.removesuffix('.')}: {detail}." if detail else said
