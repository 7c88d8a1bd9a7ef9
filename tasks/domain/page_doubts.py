"""Kinds of doubts about files, pages and what was read on them; the others stand in :mod:`tasks.domain.doubt`, which has them all."""

from __future__ import annotations

from collections.abc import Mapping

from tasks.domain.doubt_kind import DoubtKind
from tasks.domain.outcome import Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR
PAGE_DOUBTS: Mapping[str, DoubtKind] = {
    "unreadable-line": DoubtKind(_WARNING, "A line could not be read.", "Có dòng không đọc được."),
    "orientation-unsure": DoubtKind(_WARNING, "The page may lie the wrong way up.", "Trang có thể bị xoay ngang hoặc ngược."),
    "page-unreadable": DoubtKind(
        _ERROR,
        "What was read on the page is no Vietnamese; nothing was looked for in it.",
        "Chữ đọc được trên trang không phải tiếng Việt; không tìm dữ liệu trên trang này.",
    ),
    "page-without-words": DoubtKind(
        _WARNING, "The page is not blank, but hardly a word was read.", "Trang không trắng nhưng hầu như không đọc được chữ nào."
    ),
    "ink-unread": DoubtKind(
        _ERROR,
        "The page shows letters here that were not read.",
        "Trang có chữ ở vị trí này chưa đọc được; cần xem và bổ sung.",
    ),
    "page-broken": DoubtKind(
        _ERROR,
        "The page breaks off or is damaged; what follows is missing.",
        "Trang bị đứt hoặc hỏng dữ liệu; phần sau đó không đọc được.",
    ),
    "structure-damaged": DoubtKind(
        _ERROR, "The file is damaged; pages or parts may be missing.", "Tệp bị hỏng cấu trúc; có thể thiếu trang hoặc nội dung."
    ),
    "page-bent": DoubtKind(
        _WARNING,
        "The page has objects that could not be taken apart.",
        "Trang có đối tượng lỗi, đã nhận dạng theo hình hiển thị; cần đối chiếu.",
    ),
    "text-invisible": DoubtKind(
        _WARNING, "Words that nobody sees on the page were left out.", "Có chữ ẩn trong tệp (không nhìn thấy trên trang) đã bị bỏ qua."
    ),
    "field-unread": DoubtKind(
        _ERROR,
        "A form field or a note is not drawn with all its letters.",
        "Ô biểu mẫu hoặc chú thích trong tệp không hiển thị đủ chữ; cần mở tệp và bổ sung.",
    ),
    "attachments-unread": DoubtKind(
        _ERROR, "The file holds other files that were not read.", "Tệp có đính kèm tệp khác chưa được đọc; cần tách ra và nạp riêng."
    ),
    "attachments-apart": DoubtKind(
        _INFO, "The file holds other files, which are documents of their own.", "Tệp có đính kèm tệp khác, đã được nạp thành văn bản riêng."
    ),
    "pages-put-in-order": DoubtKind(
        _WARNING,
        "The pages lie in another order than they were read in.",
        "Thứ tự trang trong tệp khác thứ tự đã nhận dạng; cần đối chiếu.",
    ),
    "pages-out-of-order": DoubtKind(
        _ERROR, "The pages seem to lie in the wrong order.", "Các trang có vẻ bị xếp sai thứ tự; nội dung đọc được có thể sai."
    ),
    "order-doubtful": DoubtKind(
        _ERROR,
        "Lines stand side by side here; in which order they are to be read is not sure.",
        "Các dòng nằm cạnh nhau; thứ tự đọc chưa chắc chắn, cần đối chiếu.",
    ),
    "another-notice-doubtful": DoubtKind(
        _ERROR, "Another notice may begin on this page.", "Từ trang này có thể là một văn bản khác; cần xem có phải tách hay không."
    ),
    "part-vanished": DoubtKind(
        _ERROR, "A notice that was read in this file is found no more.", "Một văn bản từng đọc trong tệp này nay không còn tìm thấy."
    ),
    "part-joined": DoubtKind(
        _INFO, "A person joined a notice of this file to the one before.", "Có người đã gộp một văn bản của tệp này vào văn bản trước."
    ),
    "doubtful-word": DoubtKind(_INFO, "A word was not read with certainty.", "Có từ đọc chưa chắc chắn."),
    "handwriting-doubtful": DoubtKind(_WARNING, "Handwriting was not read with certainty.", "Chữ viết tay đọc chưa chắc chắn."),
    "handwriting-read": DoubtKind(
        _INFO, "Handwriting was read by the machine; please compare.", "Chữ viết tay đã được máy đọc; cần đối chiếu."
    ),
    "restored-text": DoubtKind(
        _WARNING, "Accents of the text were restored; please compare.", "Văn bản đã được phục hồi dấu tiếng Việt; cần đối chiếu."
    ),
    "restored-finding": DoubtKind(_INFO, "It stands in restored text.", "Chữ được phục hồi từ văn bản mất dấu."),
}
