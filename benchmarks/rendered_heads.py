"""Head and foot of notices that nobody has seen: drawn from tables, set on a page, stamped, scanned at any strength, read and compared.

Usage: python -m benchmarks.rendered_heads OUT [--count N] [--seed S] [--show] [--strength NAME ...]

Bodies of every level with the names of real places, subjects and signers of the official texts (each drawn for itself), numbers and days
at random. The page is that of ``samples.typeset``, the scan that of ``samples.degrade``. OUT/NNN/scan.pdf is written once and its clean
text kept beside it; what comes behind is done again each time. Another seed gives heads that no change was made with.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.corpora import Annotated, official_texts
from benchmarks.exported import scan_reader
from benchmarks.head_damage import wrapped
from benchmarks.heads import Field, doubted_fields, report, same
from benchmarks.scan_texts import ScanTexts, fill
from config.vocabulary import load_vocabulary
from samples.build import scanned, write_pdf
from samples.degrade import STRENGTHS, Strength
from samples.notice import Block, Notice, Style
from samples.typeset import typeset
from tasks.domain.export import HEAD_FIELDS, export_head
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText
from tasks.structure.parse import parse_structure
from tasks.vietnamese.places import DISTRICT, PROVINCE, Place, read_places

_COLUMN, _BESIDE = 22, 30
_FIRST, _LAST = date(2010, 1, 1).toordinal(), date(2025, 5, 31).toordinal()
_DEPARTMENTS = {
    "Sở Y tế": "SYT",
    "Sở Nội vụ": "SNV",
    "Sở Tài chính": "STC",
    "Sở Công Thương": "SCT",
    "Sở Xây dựng": "SXD",
    "Sở Tư pháp": "STP",
    "Sở Giáo dục và Đào tạo": "SGDĐT",
    "Sở Giao thông vận tải": "SGTVT",
    "Sở Khoa học và Công nghệ": "SKHCN",
    "Sở Tài nguyên và Môi trường": "STNMT",
    "Sở Lao động - Thương binh và Xã hội": "SLĐTBXH",
    "Sở Nông nghiệp và Phát triển nông thôn": "SNN",
    "Thanh tra tỉnh": "TTr",
    "Ban Quản lý Khu kinh tế": "BQLKKT",
}
_MINISTRIES = {"Bộ Y tế": "BYT", "Bộ Nội vụ": "BNV", "Bộ Tài chính": "BTC", "Bộ Công Thương": "BCT", "Bộ Xây dựng": "BXD"}
_TYPES = {"TB": "THÔNG BÁO", "QĐ": "QUYẾT ĐỊNH", "KH": "KẾ HOẠCH", "BC": "BÁO CÁO", "CT": "CHỈ THỊ", "TTr": "TỜ TRÌNH", "HD": "HƯỚNG DẪN"}
_DESKS = ("KTTH", "NC", "VX", "NN", "TH", "VP", "QLĐT", "XDCB")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A notice and what its head says, as the export has it."""

    notice: Notice
    values: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Body:
    """Who issues: printed lines, its name, its letters in symbols, the place of its seat, its head and whether it is of the Party."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    name: str
    letters: str
    place: str
    head: str
    together: str = ""
    party: bool = False


def draw_notice(draw: random.Random, subjects: Sequence[str], signers: Sequence[str], places: Sequence[Place]) -> Drawn:
    """One notice; the same generator draws the same."""
    body = _body(draw, places)
    number, day = str(int(10 ** draw.uniform(0, 3.9))), date.fromordinal(draw.randint(_FIRST, _LAST))
    number = number.zfill(2) if draw.random() < 0.7 else number
    letter = not body.party and draw.random() < 0.25
    kind = "CV" if letter else draw.choice([*_TYPES])
    symbol = (
        f"{number}-{kind}/{body.letters}"
        if body.party
        else f"{number}/{f'{body.letters}-{draw.choice(_DESKS)}' if letter else f'{kind}-{body.letters}'}"
    )
    subject = draw.choice([s for s in subjects if len(s) < 110] if letter else subjects)
    subject = subject.removeprefix("Về việc ").strip() if letter else subject
    deputy = draw.random() < 0.6
    title = body.head if not deputy else "Thứ trưởng" if body.head == "Bộ trưởng" else f"Phó {body.head}"
    authority = [body.together] if body.together and draw.random() < 0.7 else []
    authority += [f"KT. {body.head.upper()}", title.upper()] if deputy else [body.head.upper()]
    signer = draw.choice(signers)
    urgency = draw.choice(("HỎA TỐC", "KHẨN", "THƯỢNG KHẨN")) if draw.random() < 0.15 else ""
    notice = Notice(
        party=body.party,
        parent=body.parent,
        issuer=body.issuer,
        number=f"Số{' ' if body.party else ': '}{symbol}",
        reference=tuple(wrapped(f"V/v {subject}", _BESIDE)) if letter else (),
        place_date=f"{body.place}, ngày {day.day:02} tháng {day.month if day.month > 2 else f'{day.month:02}'} năm {day.year}",
        urgency=urgency,
        title="" if letter else _TYPES[kind],
        subject=() if letter else (subject,),
        body=(*_text(letter), Block(Style.FOOT)),
        recipients=("- Như trên;", f"- {body.name};", "- Các sở, ban, ngành;", f"- Lưu: VT, {draw.choice(_DESKS)}."),
        authority=tuple(authority),
        signer=signer,
        seal=body.name.upper(),
        strength="",
    )
    values = {"type": kind, "number": number, "symbol": symbol, "issuer": body.name, "place": body.place, "issued_on": day.isoformat()}
    return Drawn(notice, values | {"subject": subject, "signer_name": signer, "signer_title": title, "urgency": urgency or None})


def draw_strength(draw: random.Random) -> Strength:
    """How hard a scan is: anything between an office's scanner and what people can just read."""
    return Strength(
        dpi=draw.choice((110, 130, 150, 200, 200)),
        skew=draw.choice((0.2, 0.5, 1.5)),
        blur=draw.uniform(0.5, 2.0),
        noise=draw.uniform(1.0, 14.0),
        light=draw.uniform(0.0, 0.4),
        paper=draw.randint(220, 250),
        ink=draw.randint(15, 70),
        speckle=draw.choice((0.0, 0.0, 3.0, 6.0)),
        quality=draw.choice((30, 40, 50, 60, None)),
        seals=draw.choice((0, 0, 1, 2)),
    )


def _body(draw: random.Random, places: Sequence[Place]) -> _Body:
    province = draw.choice([p for p in places if p.level == PROVINCE])
    districts = [p for p in places if p.level == DISTRICT and province.code in p.parents and not p.name[0].isdigit()]
    above = province.title
    kind = draw.choice(
        ("province", "province", "department", "department", "department", "district", "council", "office", "party", "ministry")
    )
    seat = province.name
    if kind == "ministry":
        name = draw.choice([*_MINISTRIES])
        return _Body((), tuple(wrapped(name.upper(), _COLUMN)), name, _MINISTRIES[name], "Hà Nội", "Bộ trưởng")
    if kind == "department":
        name = draw.choice([*_DEPARTMENTS])
        lines = wrapped(f"UBND {above}".upper(), _COLUMN) if draw.random() < 0.6 else ["ỦY BAN NHÂN DÂN", above.upper()]
        head = "Chánh Thanh tra" if name.startswith("Thanh") else "Trưởng ban" if name.startswith("Ban") else "Giám đốc"
        return _Body(tuple(lines), tuple(wrapped(name.upper(), _COLUMN)), name, _DEPARTMENTS[name], seat, head)
    if kind == "council":
        return _Body(
            (), ("HỘI ĐỒNG NHÂN DÂN", above.upper()), f"Hội đồng nhân dân {above}", "HĐND", seat, "Chủ tịch", "TM. HỘI ĐỒNG NHÂN DÂN"
        )
    if kind == "office":
        return _Body(
            tuple(wrapped(f"UBND {above}".upper(), _COLUMN)), ("VĂN PHÒNG",), f"Văn phòng UBND {above}", "VP", seat, "Chánh Văn phòng"
        )
    if kind == "party":
        name = "Thành ủy" if province.kind == "thành phố" else "Tỉnh ủy"
        return _Body((), (f"{name} {province.name}".upper(),), f"{name} {province.name}", "TU", seat, "Bí thư", "T/M BAN THƯỜNG VỤ", True)
    if kind == "district" and districts:
        place = draw.choice(districts)
        return _Body(
            (),
            ("ỦY BAN NHÂN DÂN", place.title.upper()),
            f"Ủy ban nhân dân {place.title}",
            "UBND",
            place.name,
            "Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN",
        )
    return _Body((), ("ỦY BAN NHÂN DÂN", above.upper()), f"Ủy ban nhân dân {above}", "UBND", seat, "Chủ tịch", "TM. ỦY BAN NHÂN DÂN")


def _text(letter: bool) -> Iterator[Block]:
    if letter:
        yield Block(Style.CENTERED_ITALIC, ("Kính gửi: Ủy ban nhân dân các huyện, thị xã, thành phố.",))
    yield Block(
        Style.PLAIN, ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; để bảo đảm tiến độ, các đơn vị thực hiện:",)
    )
    yield Block(Style.PLAIN, ("1. Giám đốc Sở Nội vụ chủ trì rà soát, báo cáo kết quả thực hiện trước ngày 20 hằng tháng.",))
    yield Block(Style.PLAIN, ("2. Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc các nội dung trên./.",))


def people_and_subjects(vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """Subjects and signers of the official texts, as read from them."""
    subjects: dict[str, None] = {}
    signers: dict[str, None] = {}
    for _, text in official_texts():
        head = parse_structure(CleanText.from_plain(text), vocabulary).head
        if head.subject and 20 < len(head.subject) < 260 and not head.doubts:
            subjects[head.subject] = None
        if head.signer_name and ";" not in head.signer_name:
            signers[head.signer_name] = None
    return list(subjects), list(signers)


def main() -> int:
    """Make the scans that are missing, read them and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list every wrong or absent field")
    parser.add_argument("--strength", choices=sorted(STRENGTHS), help="of all scans; drawn for each where none is named")
    options = parser.parse_args()
    vocabulary = load_vocabulary()
    subjects, signers = people_and_subjects(vocabulary)
    places = tuple(read_places())
    draw, made = random.Random(options.seed), []
    for number in range(options.count):
        drawn = draw_notice(draw, subjects, signers, places)
        strength = STRENGTHS[options.strength] if options.strength else draw_strength(draw)
        document = Annotated(options.out / f"{options.seed}-{options.strength or 'drawn'}-{number:03}")
        if not document.scan.is_file():
            document.folder.mkdir(parents=True, exist_ok=True)
            write_pdf(scanned(drawn.notice, typeset(drawn.notice), strength, document.name), strength, document.scan)
        made.append((document, drawn))
    texts = ScanTexts(options.out / "kept")
    fill(texts, [document for document, _ in made])
    fields = []
    for document, drawn in made:
        read = scan_reader(texts)(document, vocabulary)[0]
        values, doubted = export_head(read.structure.head), doubted_fields(read)
        fields += [
            Field(document.name, n, drawn.values[n], values[n], same(n, drawn.values[n], values[n]), n in doubted) for n in HEAD_FIELDS
        ]
    report(fields, show=options.show)
    for field in fields if options.show else ():
        if not field.right:
            print(f"  {field.document} {field.name}: {field.want!r} / {field.got!r}{' doubted' if field.doubted else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
