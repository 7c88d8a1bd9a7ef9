"""What the columns of an assignment table are: known by their heads, and where a head cannot be read, by what stands below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.domain.letters import without_accents
from tasks.domain.lexicon import Lexicon
from tasks.findings.rows.periods import period_named
from tasks.findings.tables import Table, TableCell
from tasks.reading.tokens import fold_spelling

ROLES = ("task", "lead", "coordinating", "time", "product")
HEAD_ROWS = 3
"""Rows: "Cơ quan" over "Chủ trì" and "Phối hợp" has two, with the numbers of the columns below three."""
TITLE_ROWS = 2
"""Rows that may stand above the head within the rules: the table's title, its unit."""
LONGEST_HEAD = 90
"""Characters; longer cells are no names of columns."""
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# Among what is no letter are accents that stand alone (U+02B0 to U+02FF), as recognition leaves them.
_NO_LETTER = re.compile(r"[^\w,;/&-]+|[\u02b0-\u02ff]+|(?<!\w)[,;/-]+(?=\s|$)")
COLUMN_NUMBER = re.compile(r"\(?\s?(?:\d{1,2}|[A-Za-zĐđ]|[IVX]{1,4})\s?\)?(?:\s?=.*)?")
_UNIT = re.compile(r"(?i:thời gian |hoàn thành |trong |thực hiện )*(tháng|quý)(?: (?:thực hiện|hoàn thành|năm \d{4}))*$", re.IGNORECASE)
_SPECIFIC = re.compile(r"cụ thể|chi tiết", re.IGNORECASE)
_HOW = re.compile(r"^(?:\w+ )?(?:biện pháp|giải pháp|cách thức|yêu cầu|bien phap|giai phap)", re.IGNORECASE)
"""Of two columns of tasks this one says how the other is done: "Nội dung công việc | Biện pháp thực hiện"."""
_CUT = {
    "thực": "hiện",
    "hoàn": "thành",
    "phối": "hợp",
    "chủ": "trì",
    "phụ": "trách",
    "triển": "khai",
    "trách": "nhiệm",
}
"""Words that end no name: recognition lost the short last line of a cell ("Thời gian thực" for "Thời gian thực hiện", measured)."""
_END = re.compile(r"hoàn thành|kết thúc|trình|ban hành|xong", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a column of ticks stands for.

    Attributes:
        head: its name as printed.
        time: the time written out.
    """

    head: TableCell
    time: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns say what; of several of one role the one that says most comes first.

    Attributes:
        task: what is to be done.
        lead: by whom.
        coordinating: with whom.
        time: by when.
        product: what comes out of it.
        head: first row of the head.
        below: first row behind it.
        guessed: roles that were given by content.
        periods: columns of ticks, each with the time it stands for.
        units: columns of times whose cells may leave out what their head says: "5" below "Tháng".
    """

    task: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()
    coordinating: tuple[int, ...] = ()
    time: tuple[int, ...] = ()
    product: tuple[int, ...] = ()
    head: int = 0
    below: int = 0
    guessed: frozenset[str] = frozenset()
    periods: Mapping[int, Period] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)

    def of(self, role: str) -> tuple[int, ...]:
        """The columns of a role."""
        found: tuple[int, ...] = getattr(self, role)
        return found

    @property
    def all(self) -> tuple[int, ...]:
        """Every column that has a role."""
        return tuple(column for role in ROLES for column in self.of(role))

    @property
    def assigns(self) -> bool:
        """Whether a row of these columns can be an assignment: what, and by whom or by when."""
        return bool(self.task and (self.lead or self.time or self.periods))


class HeadReader:
    """Knows the names of columns."""

    def __init__(self, cues: Lexicon) -> None:
        """Compile the cues, with accents and, for what recognition lost, without."""
        self._heads = {role: re.compile(cues.alternation(f"table-{role}")) for role in ROLES}
        self._bare = {role: re.compile(without_accents(cues.alternation(f"table-{role}"))) for role in ROLES}
        self._procedure = re.compile(cues.alternation("table-procedure"))
        self._open = {kind: re.compile(cues.alternation(f"table-{kind}")) for kind in ("work", "body", "person", "amount", "other")}
        self._bare_other = re.compile(without_accents(cues.alternation("table-other")))

    def role(self, text: str) -> str | None:
        """What the column under a name holds, None for any other name and for no name."""
        name = head_name(text)
        if not name or len(text) > LONGEST_HEAD:
            return None
        found = next((role for role in ROLES if self._heads[role].match(name)), None)
        bare = without_accents(name)
        return found or next((role for role in ROLES if self._bare[role].match(bare)), None)

    def is_work(self, text: str) -> bool:
        """Whether a column may name tasks: papers that are to be written ("Tên báo cáo"), contents of some kind ("Nội dung giám sát")."""
        return self._open["work"].match(head_name(text)) is not None

    def is_body(self, text: str) -> bool:
        """Whether a column only says that bodies stand in it, not what they do: "Đơn vị"."""
        return self._open["body"].match(head_name(text)) is not None

    def is_person(self, text: str) -> bool:
        """Whether a column holds names of persons: "Họ và tên"."""
        return self._open["person"].match(head_name(text)) is not None

    def is_amount(self, text: str) -> bool:
        """Whether a column counts things or money: "Thành tiền"."""
        return self._open["amount"].match(head_name(text)) is not None

    def is_other(self, text: str) -> bool:
        """Whether a column is known to say neither what, who nor when: "Ghi chú", "Cơ quan thẩm định"."""
        name = head_name(text)
        return self._open["other"].match(name) is not None or self._bare_other.match(without_accents(name)) is not None

    def is_known(self, text: str) -> bool:
        """Whether any list has the name of a column."""
        return self.role(text) is not None or self.is_other(text) or self.is_work(text) or self.is_body(text) or self.is_person(text)

    def names(self, table: Table, row: int) -> dict[int, str]:
        """The roles that the cells of a row name, by column."""
        return {c: role for c, cell in table.starts(row) if (role := self.role(cell.text)) is not None}

    def heads_table(self, table: Table, row: int) -> bool:
        """Whether a row is the head of an assignment table."""
        named = set(self.names(table, row).values())
        return "task" in named and bool(named & {"lead", "time", "coordinating", "product"})

    def is_procedure(self, table: Table, row: int) -> bool:
        """Whether a head is that of a list of procedures or of the steps of one, which assign nothing."""
        return any(self._procedure.match(head_name(cell.text)) for _, cell in table.starts(row))

    def read(self, table: Table, first: int) -> Columns:
        """The columns named by the head that begins at a row; ``below`` is that row where it names nothing."""
        roles: dict[int, tuple[str, str]] = {}
        below = first
        for row in range(first, min(first + HEAD_ROWS, table.row_count)):
            if row > first and row >= below and not self._goes_on(table, row, roles):
                break
            named = self.names(table, row)
            roles |= {column: (role, cell.text) for column, cell in table.starts(row) if (role := named.get(column)) is not None}
            if named or row > first or _are_numbers(table, row):
                below = max(cell.last_row for _, cell in table.starts(row)) + 1
        return _columns(roles, first, below)

    def _goes_on(self, table: Table, row: int, roles: dict[int, tuple[str, str]]) -> bool:
        """Whether a row below the first still belongs to the head: it names columns, or numbers them, or names the times of some."""
        named = self.names(table, row)
        others = [cell for _, cell in table.starts(row) if cell.has_words]
        if len(others) > 1 and roles and all(period_named(cell.text) for cell in others):
            return True
        return _are_numbers(table, row) or (bool(named) and len(named) * 2 >= len(others) and bool(roles))


def head_name(text: str) -> str:
    """The name of a column without brackets, specks and what is no letter, a compound cut at its end made whole."""
    words = _NO_LETTER.sub(" ", _BRACKET.sub(" ", fold_spelling(text))).split()
    lost = _CUT.get(words[-1].lower()) if len(words) > 1 else None
    return " ".join([*words, lost] if lost else words)


def _are_numbers(table: Table, row: int) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "A B 1 2"."""
    cells = table.starts(row)
    return len(cells) > 2 and all(COLUMN_NUMBER.fullmatch(cell.text) for _, cell in cells)


def _columns(roles: dict[int, tuple[str, str]], head: int, below: int) -> Columns:
    by_role: dict[str, list[tuple[int, int, int]]] = {role: [] for role in ROLES}
    for column, (role, name) in roles.items():
        wanted = _END if role == "time" else _SPECIFIC
        # Of two columns of tasks or times the one on the right is the narrower one.
        how = role == "task" and _HOW.match(head_name(name)) is not None
        by_role[role].append((how, -bool(wanted.search(name)), -column if role in {"task", "time"} else column))
    ordered = {role: tuple(abs(column) for *_, column in sorted(found)) for role, found in by_role.items()}
    units = {c: unit[1].capitalize() for c, (role, name) in roles.items() if role == "time" and (unit := _UNIT.match(head_name(name)))}
    return Columns(ordered["task"], ordered["lead"], ordered["coordinating"], ordered["time"], ordered["product"], head, below, units=units)
