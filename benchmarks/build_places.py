"""Make the table of places that is shipped as ``tasks/vietnamese/places.tsv``.

Usage: python -m benchmarks.build_places UNITS.whl CHECK.whl [--out FILE]

From what: the wheel of vietnamadminunits 1.0.4 (MIT) has the units of 63 provinces as they stood on 30 June 2025, those of 34 provinces
since 1 July 2025 (Resolutions 202/2025/QH15 and 1656 to 1687/NQ-UBTVQH15), with the codes of the General Statistics Office, and which
became which. It joins them by names without accents, so that a ward "Phường 4" is given the heirs of another one now and then; the
wheel of vietnam-provinces 2026.9.0, whose table comes from the statistics office and goes by code, is the check: an heir that it does
not know is left out. Nothing is taken from it. docs/decisions/0006-places.md compares the two.

How: a unit that stands under the same name at the same level, and is made from one of that name, is one row that goes on; the others end
on 30 June 2025 or begin on 1 July. A district's heirs are those of its communes. What had ended before 2025 is in no such list, except
the few in ``EARLIER``.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tasks.domain.spelling import spelling_key
from tasks.vietnamese.places import TABLE, split_kind

OLD_END, NEW_BEGIN = "2025-06-30", "2025-07-01"
UNITS = "vietnamadminunits/data/dataset.db"
HEIRS = "vietnamadminunits/data/converter_2025.json"
CHECK = "vietnam_provinces/_ward_conversion_2025.py"


@dataclass(frozen=True)
class Row:
    """One line of the table, its codes joined by spaces."""

    code: str
    level: str
    kind: str
    name: str
    parents: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    heirs: tuple[str, ...] = field(default=())

    def line(self) -> str:
        """As it is written."""
        return "\t".join(
            (self.code, self.level, self.kind, self.name, " ".join(self.parents), self.since, self.until, " ".join(self.heirs))
        )


# Renamed or raised before 2025, and still in the documents of an office's shelf: Resolution 15/2008/QH12; Resolution 1111/NQ-UBTVQH14 of
# 2020; Resolutions 175/2024/QH15 and 1314/NQ-UBTVQH15 of 2024.
EARLIER = (
    Row("28-2008", "province", "tỉnh", "Hà Tây", (), "", "2008-07-31", ("01",)),
    Row("46-2024", "province", "tỉnh", "Thừa Thiên Huế", (), "", "2024-12-31", ("46",)),
    Row("474-2024", "district", "thành phố", "Huế", ("46-2024", "46"), "", "2024-12-31", ("474-2025", "475-2025")),
    Row("769-2020", "district", "quận", "2", ("79",), "", "2020-12-31", ("769-2025",)),
    Row("762-2020", "district", "quận", "Thủ Đức", ("79",), "", "2020-12-31", ("769-2025",)),
    Row("763-2020", "district", "quận", "9", ("79",), "", "2020-12-31", ("769-2025",)),
)

SINCE = {"46": "2025-01-01", "474-2025": "2025-01-01", "475-2025": "2025-01-01", "769-2025": "2021-01-01"}


def kind_and_name(title: str) -> tuple[str, str]:
    """Kind and name of a unit as the lists write it, "Thị xã Hương Trà".

    Raises:
        ValueError: it has no kind in front.
    """
    kind, name = split_kind(title)
    if kind is None:
        raise ValueError(f"no kind: {title!r}")
    return kind, name


def checked_heirs(wheel: Path) -> dict[str, set[str]]:
    """Old commune to its heirs by code, as the statistics office has them."""
    text = zipfile.ZipFile(wheel).read(CHECK).decode()
    table = text[text.index("OLD_TO_NEW") : text.index("NEW_TO_OLD:")]
    found = {}
    for entry in re.split(r"\n(?=    \d+: OldToNewEntry)", table)[1:]:
        old = re.match(r"    (\d+):", entry)
        if old:
            found[f"{int(old[1]):05}"] = {f"{int(code):05}" for code in re.findall(r"NewWardRef\((\d+),", entry)}
    return found


def heirs_by_key(converter: Mapping[str, dict[str, dict[str, list]]], codes: Mapping[tuple[str, str], str]) -> dict[str, list[str]]:
    """Key of an old commune to the codes of its heirs; the one that took most of it comes first, where that is said."""
    found: dict[str, list[str]] = {}
    for province, units in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, heirs in units.items():
            ranked = sorted(heirs, key=lambda heir: not heir["isDefaultNewWard"])
            found.setdefault(old, []).extend(codes[province, heir["newWardKey"]] for heir in ranked)
    for province, units in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in units.items():
            for old in olds:
                found.setdefault(old, []).append(codes[province, new])
    return {old: list(dict.fromkeys(heirs)) for old, heirs in found.items()}


class Builder:
    """Puts the rows together from the two lists of units."""

    def __init__(self, units: sqlite3.Connection, converter: Mapping[str, dict], check: Mapping[str, set[str]]) -> None:
        self.new = units.execute("SELECT provinceKey, provinceCode, province, wardKey, wardCode, ward FROM admin_units").fetchall()
        self.old = units.execute(
            "SELECT provinceKey, provinceCode, province, districtKey, districtCode, district, wardKey, wardCode, ward "
            "FROM admin_units_legacy"
        ).fetchall()
        self.converter, self.check = converter, check
        self.heirs = heirs_by_key(converter, {(unit[0], unit[3]): unit[4] for unit in self.new})
        self.left_out = 0

    def rows(self) -> list[Row]:
        """All rows, provinces first, by code."""
        provinces = self.provinces()
        stand = {unit[0]: unit[1] for unit in self.new}  # a province that goes on may have got the code of one that it took in
        codes = {unit[1]: stand.get(unit[0], f"{unit[1]}-2025") for unit in self.old}
        communes, districts = self.communes(), self.districts(codes)
        self.old_communes(communes, districts)
        order = {"province": 0, "district": 1, "commune": 2}
        every = [*provinces.values(), *districts.values(), *communes.values(), *EARLIER]
        return sorted(every, key=lambda row: (order[row.level], row.code))

    def provinces(self) -> dict[str, Row]:
        """By code; all 34 bear a name that one of the 63 had."""
        stand = {unit[0]: (unit[1], *kind_and_name(unit[2])) for unit in self.new}
        heir = {old: stand[new][0] for new, olds in self.converter["DICT_PROVINCE"].items() for old in olds}
        rows = {code: Row(code, "province", kind, name, (), SINCE.get(code, "")) for code, kind, name in stand.values()}
        for key, code, title in {unit[:3] for unit in self.old}:
            if key not in stand:
                rows[f"{code}-2025"] = Row(f"{code}-2025", "province", *kind_and_name(title), (), "", OLD_END, (heir[key],))
        return rows

    def communes(self) -> dict[str, Row]:
        """Those that stand, by code, as if all were new."""
        return {code: Row(code, "commune", *kind_and_name(title), (province,), NEW_BEGIN) for _, province, _, _, code, title in self.new}

    def districts(self, provinces: Mapping[str, str]) -> dict[str, Row]:
        """By code; all have ended, their heirs are filled in with those of their communes."""
        found = {}
        for _, province, _, _, code, title, *_ in self.old:
            row = Row(f"{code}-2025", "district", *kind_and_name(title), (provinces[province],), SINCE.get(f"{code}-2025", ""), OLD_END)
            found[code] = row
        return found

    def old_communes(self, communes: dict[str, Row], districts: dict[str, Row]) -> None:
        """Add what ended, and lead on what goes on under its name."""
        same_code_first = sorted(self.old, key=lambda unit: unit[7] not in communes)
        for province, _, _, district, district_code, _, ward, code, title in same_code_first:
            heirs = self.heirs[f"{province}_{district}_{ward or ''}"]
            known = self.check.get(code or "", set())
            kept = [heir for heir in heirs if heir in known] or heirs
            self.left_out += len(heirs) - len(kept)
            row = districts[district_code]
            districts[district_code] = replace(row, heirs=tuple(dict.fromkeys((*row.heirs, *kept))))
            if not title:
                continue
            kind, name = kind_and_name(title)
            key = kind, spelling_key(name)
            going_on = [h for h in kept if communes[h].since and (communes[h].kind, spelling_key(communes[h].name)) == key]
            if going_on:
                heir = communes[going_on[0]]
                communes[going_on[0]] = replace(heir, since="", parents=(*heir.parents, row.code), heirs=())
                continue
            communes[f"{code}-2025"] = Row(f"{code}-2025", "commune", kind, name, (row.code,), "", OLD_END, tuple(kept))


def build(units: Path, check: Path) -> tuple[list[Row], int]:
    """The rows, and how many heirs the check did not know."""
    with zipfile.ZipFile(units) as wheel, tempfile.NamedTemporaryFile(suffix=".db") as copy:
        copy.write(wheel.read(UNITS))
        copy.flush()
        connection = sqlite3.connect(copy.name)
        builder = Builder(connection, json.loads(wheel.read(HEIRS)), checked_heirs(check))
        rows = builder.rows()
        connection.close()
    return rows, builder.left_out


def write(rows: Iterable[Row], path: Path) -> None:
    """The table with its heading."""
    heading = "code\tlevel\tkind\tname\tparents\tsince\tuntil\theirs"
    path.write_text("\n".join((heading, *(row.line() for row in rows))) + "\n", "utf-8")


def main(arguments: list[str]) -> None:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", type=Path, help="wheel of vietnamadminunits")
    parser.add_argument("check", type=Path, help="wheel of vietnam-provinces")
    parser.add_argument("--out", type=Path, default=TABLE)
    chosen = parser.parse_args(arguments)
    rows, left_out = build(chosen.units, chosen.check)
    write(rows, chosen.out)
    for level in ("province", "district", "commune"):
        here = [row for row in rows if row.level == level]
        stand, through = sum(not row.until for row in here), sum(not row.until and not row.since for row in here)
        sys.stdout.write(f"{level}: {len(here)} rows, {stand} stand, {through} of them under a name from before July 2025\n")
    sys.stdout.write(f"{left_out} heirs left out, {chosen.out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
