"""Signatures in the words of an office, for the workbook."""

from __future__ import annotations

from datetime import date, tzinfo

from db.asking.details import RevisionDetail
from db.models.signature import Signature
from flows.clock import printed
from flows.takeaway import wording
from tasks.domain.doubt import DOUBTS

NAME, TITLE = "Chữ ký số", "BẢNG CHỮ KÝ SỐ CỦA CÁC VĂN BẢN"
COLUMNS = (
    ("STT", 5.0),
    ("Văn bản", 17.0),
    ("Ngày ban hành", 12.0),
    ("Người ký", 26.0),
    ("Cơ quan trên chứng thư", 30.0),
    ("Thời gian ký", 26.0),
    ("Dấu thời gian", 14.0),
    ("Trạng thái", 26.0),
    ("Thay đổi sau khi ký", 22.0),
    ("Chứng thư số", 18.0),
    ("Nguồn", 14.0),
    ("id", 20.0),
)
TIMESTAMPS = {"none": "Không có", "trusted": "Tin cậy", "untrusted": "Không tin cậy", "not-checked": "Chưa kiểm tra", "broken": "Sai"}
LATER = {"nothing": "Không", "allowed": "Chỉ ký thêm, điền biểu mẫu", "other": "Có thay đổi khác", "not-checked": "Chưa kiểm tra"}
CHAINS = {"trusted": "Được tin cậy", "untrusted": "Không được tin cậy", "not-checked": "Chưa kiểm tra"}
SOURCES = {"signature": "Chữ ký số", "banner": "Dòng in trên trang"}
_STATES = {"holds": "Toàn vẹn", "banner": "Không có giá trị xác thực"}


def state_of(row: Signature) -> str:
    """Whether the signature holds, and if not what is wrong with it."""
    return _STATES.get(row.state) or (DOUBTS[row.state].vi if row.state in DOUBTS else row.state)


def bodies(row: Signature) -> str:
    """Unit and organisation as the certificate has them."""
    return ", ".join(dict.fromkeys(name for name in (row.unit, row.organisation) if name))


def signature_values(detail: RevisionDetail, row: Signature, zone: tzinfo) -> dict[str, str | int | date | None]:
    """The cells of one signature, by the name of the column."""
    return {
        "Văn bản": wording.cited(detail),
        "Ngày ban hành": detail.revision.issued_on,
        "Người ký": row.signer,
        "Cơ quan trên chứng thư": bodies(row),
        "Thời gian ký": printed(row.signed_at, zone) if row.signed_at else None,
        "Dấu thời gian": TIMESTAMPS.get(row.timestamp, row.timestamp),
        "Trạng thái": state_of(row),
        "Thay đổi sau khi ký": LATER.get(row.later, row.later) if row.source == "signature" else None,
        "Chứng thư số": CHAINS.get(row.chain, row.chain) if row.source == "signature" else None,
        "Nguồn": SOURCES.get(row.source, row.source),
        "id": f"{detail.document.short_id}-{row.id}",
    }
