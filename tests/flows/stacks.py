"""Files that hold several invented notices: merged, fed as a stack, two on one sheet, face up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from fpdf import FPDF
from PIL import Image

from samples.notice import Notice, parse_body
from samples.typeset import FONTS, Page, render, typeset

TASKS = """
Thực hiện Kế hoạch số {number}/KH-UBND ngày 12/02/2026 của Ủy ban nhân dân tỉnh, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:

1. Sở Nội vụ chủ trì rà soát {number} hồ sơ của các đơn vị, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026.

2. Sở Tài chính bố trí {number} triệu đồng cho công tác kiểm tra, hoàn thành trước ngày 20/12/2026.
"""
MORE = """
3. Sở Xây dựng rà soát các công trình đang thi công trên địa bàn, báo cáo kết quả trước ngày 25/12/2026.

4. Ủy ban nhân dân các xã, phường niêm yết công khai kết quả tại trụ sở, hoàn thành trước ngày 28/12/2026.
"""


def pages_of(number: int, *, pages: int = 1) -> list[Page]:
    """A notice of the province with this number, on one page or two."""
    body = TASKS.format(number=number) + (f"\n@page\n{MORE}" if pages == 2 else "") + "\n@foot\n"
    notice = Notice(
        party=False,
        parent=(),
        issuer=("ỦY BAN NHÂN DÂN", "TỈNH TÂN GIANG"),
        number=f"Số: {number}/TB-UBND",
        reference=(),
        place_date="Tân Giang, ngày 05 tháng 11 năm 2026",
        urgency="",
        title="THÔNG BÁO",
        subject=("Về việc kiểm tra công tác cải cách hành chính",),
        body=parse_body(body),
        recipients=("- Như trên;", "- Lưu: VT."),
        authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer="Nguyễn Văn An",
        seal="ỦY BAN NHÂN DÂN TỈNH TÂN GIANG",
        strength="clean",
    )
    return typeset(notice)


def digital(pages: Iterable[Page], path: Path) -> Path:
    """The pages as a word processor leaves them, with their text."""
    pdf = FPDF(format="A4", unit="pt")
    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        pdf.add_font(face, fname=FONTS / f"LiberationSerif-{face}.ttf")
    for page in pages:
        pdf.add_page()
        for word in page.words:
            pdf.set_font(word.face, size=word.size)
            pdf.text(word.x, word.y, word.text)
    path.parent.mkdir(parents=True, exist_ok=True)
    pdf.output(str(path))
    return path


def spreads(pages: list[Page], path: Path, dpi: int = 200) -> Path:
    """The pages two by two on A3 sheets, as pictures."""
    sheets = [np.asarray(render(page, dpi).convert("L")) for page in pages]
    pairs = [Image.fromarray(np.concatenate(sheets[i : i + 2], axis=1)) for i in range(0, len(sheets), 2)]
    path.parent.mkdir(parents=True, exist_ok=True)
    pairs[0].save(path, save_all=True, append_images=pairs[1:], resolution=dpi)
    return path
