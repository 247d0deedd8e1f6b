"""The pseudonyms of a case, given out once for all values its tables hold, kept sealed.

Whoever has the table can name everybody: it stays in the case's sealed work and in the memory of
those who answer questions. What is made of it (`shown`) can be shown to anybody.
"""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from inspector.trust import Pseudonyms, canonical, digest
from inspector.workspace.case import Case
from inspector.workspace.engine import engine
from inspector.workspace.masking import PERSONAL, SIGNS, kind_of, masked_name, masked_text

_SCHEMA = pa.schema([("kind", pa.string()), ("held", pa.string()), ("mask", pa.string())])
_FOLDER = "masks/"
_NAME = "name"


class Masks:
    """What stands for whom; the same for everybody at the case."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    @cached_property
    def parquet(self) -> bytes:
        """Kind, value, pseudonym of every value: secret."""
        sink = io.BytesIO()
        pq.write_table(self._table, sink, compression="zstd")
        return sink.getvalue()

    def held_by(self, pseudonym: str) -> list[tuple[str, str]]:
        """Kind and value of what `pseudonym` stands for, its sign left out or not; may be none."""
        sign, _, letters = pseudonym.strip().upper().rpartition("-")
        wanted = [f"{one}-{letters}" for one in SIGNS.values() if sign in ("", one)]
        found = self._table.filter(pc.is_in(self._table["mask"], pa.array(wanted, pa.string())))
        return [(row["kind"], row["held"]) for row in found.to_pylist() if row["kind"] in SIGNS]

    def rows(self, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Rows as people may see them, in the columns of the hits contract or of any table.

        A column is covered for its name; in `detail`, where a rule names columns as it likes,
        a value is covered as well if it is somebody's.
        """
        told = [dict(row) for row in rows]
        details = [json.loads(row["detail"]) if row.get("detail") else {} for row in told]
        masks = self._of({cell for row in (*told, *details) for cell in _texts(row.values())})
        for row, detail in zip(told, details, strict=True):
            row.update(_covered(row, masks))
            if detail:
                known = {name: masks[""].get(cell, cell) for name, cell in detail.items()}
                row["detail"] = canonical(known | _covered(detail, masks)).decode("utf-8")
        return told

    def table(self, table: pa.Table) -> pa.Table:
        """`table` as people may see it, in the same columns."""
        return pa.Table.from_pylist(self.rows(table.to_pylist()), table.schema)

    def _of(self, values: set[str]) -> dict[str, dict[str, str]]:
        """Masks of those of `values` that are somebody's, by kind, and of any kind under ""."""
        asked = pa.array(sorted(values), pa.string())
        masks: dict[str, dict[str, str]] = {kind: {} for kind in ("", _NAME, *SIGNS)}
        for row in self._table.filter(pc.is_in(self._table["held"], asked)).to_pylist():
            masks[row["kind"]][row["held"]] = masks[""][row["held"]] = row["mask"]
        return masks


def _texts(cells: Iterable[Any]) -> Iterable[str]:
    return (cell for cell in cells if isinstance(cell, str))


def _covered(row: Mapping[str, Any], masks: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    personal = {name: PERSONAL.get(name.lower(), "") for name in row}
    return {
        name: _cover(kind, row[name], masks)
        for name, kind in personal.items()
        if kind and row[name] is not None
    }


def _cover(kind: str, cell: Any, masks: Mapping[str, Mapping[str, str]]) -> Any:
    if kind in SIGNS:
        return masks[kind].get(cell, f"{SIGNS[kind]}-?" if cell else cell)
    if kind == "birth":
        return cell.replace(month=1, day=1) if isinstance(cell, date) else str(cell)[:4]
    return masked_name(str(cell)) if kind == _NAME else masked_text(str(cell))


def masks_of(case: Case) -> Masks:
    """The pseudonyms of the case; given out at first use, then kept if it is open for writing.

    Raises:
        NotRecipient, SealDamaged: nothing was made.
    """
    name = f"{_FOLDER}{_stand(case)}"
    kept = case.kept(name)
    if kept is None:
        kept = _give_out(case)
        if case.writes:
            case.keep(name, kept)
            for stale in set(case.kept_names(_FOLDER)) - {name}:
                case.forget(stale)
    return Masks(kept)


def _stand(case: Case) -> str:
    """Changes with what the case holds, and with what is personal in it."""
    told = [sorted(one.digest for one in case.snapshots), sorted(PERSONAL.items())]
    return digest(canonical(told)).removeprefix("sha256:")[:16]


def _give_out(case: Case) -> pa.Table:
    held = _held(case)
    everything = sorted({value for kind in SIGNS for value in held[kind]} - {""})
    letters = Pseudonyms(case.key).of(everything)
    rows = [
        {"kind": kind, "held": value, "mask": f"{sign}-{letters[value]}" if value else ""}
        for kind, sign in SIGNS.items()
        for value in sorted(held[kind])
    ]
    rows += [
        {"kind": _NAME, "held": name, "mask": masked_name(name)} for name in sorted(held[_NAME])
    ]
    return pa.Table.from_pylist(rows, _SCHEMA)


def _held(case: Case) -> dict[str, set[str]]:
    """All values of the columns that have pseudonyms, and the names of those treated."""
    held: dict[str, set[str]] = {kind: set() for kind in (*SIGNS, _NAME)}
    with engine(case) as made:
        for table in made.tables:
            kinds = {column: kind_of(table, column) for column in made.filled[table]}
            for column, kind in kinds.items():
                if kind in SIGNS or (kind == _NAME and "psn" in kinds.values()):
                    asked = f'SELECT DISTINCT CAST("{column}" AS VARCHAR) FROM "{table}"'
                    held[kind] |= {row[0] for row in made.con.execute(asked).fetchall()} - {None}
    return held
