"""Pages of invented text, and what scanners do to them."""

from __future__ import annotations

import cv2
import numpy as np
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from tasks.domain.letters import without_accents

FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
DPI = 200
TEXT = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Tân Giang về cải cách",
    "hành chính năm 2026, Sở Nội vụ chủ trì, phối hợp với các sở, ban,",
    "ngành rà soát, sửa đổi, bổ sung quy định; báo cáo kết quả trước",
    "ngày 30 tháng 6 năm 2026. Các huyện, thị xã tổ chức tuyên truyền",
    "để người dân biết và giám sát việc giải quyết thủ tục hành chính,",
    "nâng tỷ lệ hồ sơ trực tuyến toàn trình lên ít nhất 65% tổng số hồ",
    "sơ; khắc phục những tồn tại, hạn chế đã được chỉ ra trong kỳ trước.",
    "Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm trước Chủ tịch Ủy",
    "ban nhân dân tỉnh về tiến độ và chất lượng thực hiện nhiệm vụ này.",
)
# Capitals without any mark: nothing on such a page stands above or below a letter.
NO_MARKS = tuple(without_accents(line).upper().translate(str.maketrans("", "", ",.;%")) for line in TEXT)
# Words whose marks all stand below, as on coarse scans on which those above have run into their letters.
MARKS_BELOW = (
    "vụ học tạm dạy lạc trọng phục vụ cọng hạn mạnh họp mạng trạm chọn",
    "nhạc hạ tạo thạch bạc gọn gạch nạn dụng trục lạnh gạo chạm trạng hạng hụt",
    "cạnh lụa mạ chọ hạt vạn dạo đọc lọc mọc cụm nụ tụ sụt rạng phạm mạch vọng",
)


def font(points=13.5, dpi=DPI):
    return ImageFont.truetype(FACE, round(points * dpi / 72))


def page(placed, dpi=DPI, points=13.5):
    """A white A4 page with (left mm, top mm, text) on it."""
    sheet = Image.new("L", (round(210 * dpi / 25.4), round(297 * dpi / 25.4)), 255)
    draw = ImageDraw.Draw(sheet)
    for left, top, text in placed:
        draw.text((left * dpi / 25.4, top * dpi / 25.4), text, font=font(points, dpi), fill=15)
    return np.asarray(sheet).copy()


def body(dpi=DPI, lines=TEXT, repeat=2):
    return page([(30, 40 + 8 * i, text) for i, text in enumerate(lines * repeat)], dpi)


def rotate(grey, degrees):
    """As a page lies that was put on the glass ``degrees`` clockwise."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def shade(grey, low=0.45):
    """Light that falls off from left to right, on greyish paper."""
    ramp = np.linspace(0.9, low, grey.shape[1], dtype=np.float32)
    return (grey * ramp).astype(np.uint8)


def noisy(grey, sigma=22.0, seed=7):
    rng = np.random.default_rng(seed)
    return np.clip(grey + rng.normal(0, sigma, grey.shape), 0, 255).astype(np.uint8)


def colour(grey):
    return np.repeat(grey[:, :, None], 3, axis=2)


def seal(rgb, middle, radius, ink=(215, 40, 50)):
    """A red ring with a bar of letters over whatever is there."""
    out = Image.fromarray(rgb)
    layer = Image.new("L", out.size, 0)
    draw = ImageDraw.Draw(layer)
    x, y = middle
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=255, width=10)
    draw.ellipse((x - radius + 30, y - radius + 30, x + radius - 30, y + radius - 30), outline=255, width=6)
    for row in range(-2, 3):
        draw.text((x - radius * 0.7, y + row * 50 - 20), "TỈNH TÂN GIANG", font=font(15), fill=255)
    red = Image.new("RGB", out.size, ink)
    multiplied = np.asarray(out).astype(np.uint16) * np.asarray(red) // 255
    mask = np.asarray(layer)[:, :, None] > 127
    return np.where(mask, multiplied, np.asarray(out)).astype(np.uint8)


def digital(path, lines=TEXT, pages=1, size=13, top=20, fonts=FACE):
    """A born-digital PDF: the lines as text in an embedded font."""
    pdf = FPDF(format="A4")
    pdf.add_font("serif", fname=fonts)
    for _ in range(pages):
        pdf.add_page()
        pdf.set_font("serif", size=size)
        for row, line in enumerate(lines):
            pdf.text(30, top + 9 * row, line)
    pdf.output(str(path))
    return path
