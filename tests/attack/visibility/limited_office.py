"""Documents of a made-up office, seen and hidden."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from notice import LINES, PLAIN, Task

from config.settings import Settings
from db.asking.details import revision_detail
from db.reading.documents import find_document, register_document, set_media_type
from db.repository import RevisionKey, write_readings
from db.schema import upgrade
from tasks.domain.finding import Deadline
from tasks.domain.outcome import Issue, Severity

TOWN, OFFICE = "UBND tỉnh Tân Giang", "Sở Nội vụ tỉnh Tân Giang"
OPEN_LINES = (*LINES[:4], "Sở Nội vụ kiểm tra các trạm y tế xã trong quý III.", *LINES[5:])


OPEN = replace(
    PLAIN,
    lines=OPEN_LINES,
    tasks=(Task(3, ("Sở Nội vụ",), deadline=Deadline("trước ngày 30/6/2026", date(2026, 6, 30))), Task(5, ("Sở Tài chính",))),
)


SECRET_LINES = (LINES[0], "Tỷ lệ đà điểu đạt 45,5% kế hoạch, số hộ nghèo giảm 400 hộ.", *LINES[2:6], "a) Đà điểu được niêm yết.", LINES[7])


SECRET = replace(PLAIN, lines=SECRET_LINES, figures=(replace(PLAIN.figures[0], name="tỷ lệ đà điểu"), PLAIN.figures[1]))


DOUBTED = Issue("head-field-doubtful", Severity.WARNING, "The issuer was read badly.", kind="head", field="issuer")


class Office:
    """Documents of a made-up office, some of which the members of one group may see."""

    def __init__(self, home):
        self.settings = Settings(home=home)
        self.url = self.settings.database
        home.mkdir()
        upgrade(self.url)
        self.number = 0
        self.seen, self.hidden = [], []

    def bring(self, source, variant, symbol, issuer, subject, *, seen, issues=()):
        return self.bring_file(source, [(variant, symbol, issuer, subject, seen)], issues)[0]

    def bring_file(self, source, notices, issues=()):
        self.number += 1
        sha256 = f"{self.number:02x}" * 32
        place = f"{sha256[:2]}/{sha256}"
        original = self.settings.store_folder / place
        original.parent.mkdir(parents=True)
        original.write_bytes(b"original bytes " + sha256.encode())
        delivery = (source, Path(source).name)
        document, _ = register_document(self.url, sha256=sha256, byte_size=10, store_path=place, delivery=delivery)
        set_media_type(self.url, document.id, "pdf")
        readings = []
        for page, (variant, symbol, issuer, subject, _) in enumerate(notices, 1):
            reading = replace(variant, symbol=symbol).reading()
            head = replace(reading.structure.head, issuer=issuer, subject=subject, number=symbol.split("/")[0])
            picture = f"pictures/{self.number}-{page}.jpg"
            pages = tuple(replace(one, number=page, sheet=page, picture=picture) for one in reading.pages)
            readings.append(replace(reading, structure=replace(reading.structure, head=head), pages=pages, issues=issues))
            self.paint(self.settings.work_folder / picture)
        write_readings(self.url, RevisionKey(document.id, f"f{self.number}", {}, {}), readings)
        ids = [document.short_id, *(f"{document.short_id}.{part}" for part in range(2, len(notices) + 1))]
        for short_id, (*_, seen) in zip(ids, notices, strict=True):
            (self.seen if seen else self.hidden).append(short_id)
        return ids

    def paint(self, path):
        from PIL import Image

        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (300, 400), "white").save(path)

    def id_of(self, short_id):
        return find_document(self.url, short_id).id

    def detail(self, short_id):
        return revision_detail(self.url, self.id_of(short_id))
