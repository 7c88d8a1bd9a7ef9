"""What the first document of a process would wait for: modules, lexicons, taggers and expressions, had beforehand by a made-up notice."""

from __future__ import annotations

import logging
from threading import Thread

from tasks.step import in_thread

logger = logging.getLogger(__name__)
_BEGUN: list[Thread] = []
# Something of each kind that is looked for, so that each table is built; the place and its bodies are invented.
NOTICE = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: 12/TB-UBND
Tân Giang, ngày 02 tháng 3 năm 2026
THÔNG BÁO
Kết quả thực hiện nhiệm vụ quý I
1. Tỷ lệ giải ngân đạt 45,5% kế hoạch, số hộ nghèo giảm 400 hộ.
2. Sở Nội vụ chủ trì, phối hợp với Ủy ban nhân dân các xã rà soát danh sách theo Quyết định số 45/QĐ-UBND, báo cáo trước ngày 30/6/2026.
Nơi nhận:
- Như trên;
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn An
"""


def warm() -> None:
    """Read the made-up notice, and forget what was found. Never raises: the first document says what is wrong."""
    try:
        import tasks.clean
        import tasks.examine
        import tasks.load
        import tasks.segment  # noqa: F401 - the steps themselves
        from config.vocabulary import load_vocabulary
        from tasks.domain.notice import CleanText
        from tasks.domain.signature import NO_SIGNATURES
        from tasks.domain.span import OffsetMap
        from tasks.extract import with_evidence
        from tasks.findings.extract import extract_findings
        from tasks.signing.weighed import parse_weighed
        from tasks.text.clean import CleanedNotice
        from tasks.text.model import load_model

        vocabulary = load_vocabulary()
        load_model()
        notice = CleanedNotice(NOTICE, CleanText.from_plain(NOTICE), OffsetMap.identity(len(NOTICE)), ())
        for part in parse_weighed(notice, vocabulary, {}, NO_SIGNATURES).parts:
            found = extract_findings(notice.clean, part.structure, vocabulary)
            with_evidence(notice.clean, part.structure, found, vocabulary)
    except Exception as error:  # of any kind: nothing depends on it
        logger.debug("nothing was made beforehand: %s", type(error).__name__)


def warm_beside() -> None:
    """Do so in a thread; it takes a second of processor time."""
    thread = Thread(target=warm, name="warming", daemon=True)
    _BEGUN.append(thread)
    thread.start()


async def warmed() -> None:
    """Wait for what was begun, so that no module is imported and no table built twice at once; nothing begun is nothing to wait for."""
    while _BEGUN:
        await in_thread(_BEGUN[0].join)
        del _BEGUN[:1]
