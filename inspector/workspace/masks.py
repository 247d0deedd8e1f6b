"""The pseudonyms of a case, given out once for all values its tables hold, kept sealed.

Whoever has the table can name everybody: it stays in the case's sealed work and in the memory of
those who answer questions. What it makes of a table (`table`, `plain`) can be shown to anybody.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import date
from functools import cached_property, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from inspector.errors import CaseLocked
from inspector.trust import Pseudonyms, canonical, digest
from inspector.workspace.case import Case
from inspector.workspace.engine import engine
from inspector.workspace.masking import PERSONAL, SIGNS, kind_of, masked_name, masked_text

_SCHEMA = pa.schema([("kind", pa.string()), ("held", pa.string()), ("mask", pa.string())])
_FOLDER = "masks/"
_PERSON, _DETAIL = "name", "detail"
Known = Mapping[str, Mapping[str, str]]
"""Masks by kind and value."""


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

    def table(self, table: pa.Table) -> pa.Table:
        """`table` (hits, or rows under the names of the schema) as people may see it.

        A column is covered for its name. In `detail`, where a rule names columns as it likes, a
        value is covered as well if it is somebody's.
        """
        for at, name in enumerate(table.column_names):
            if name == _DETAIL or name.lower() in PERSONAL:
                held = table.column(name)
                alike = held.unique()
                covered = self._details if name == _DETAIL else partial(self._cells, name)
                told = pa.array(covered(alike.to_pylist()), held.type)
                table = table.set_column(at, name, told.take(pc.index_in(held, value_set=alike)))
        return table

    def plain(self, told: Any) -> Any:
        """Nested plain values as people may see them; bytes, which may hold anything, are gone."""
        return _walked(told, self._of(set(_texts(told))))

    def _cells(self, name: str, cells: Sequence[Any]) -> list[Any]:
        return [row[name] for row in self.plain([{name: cell} for cell in cells])]

    def _details(self, details: Sequence[str | None]) -> list[str | None]:
        parsed = [json.loads(text) if text else None for text in details]
        masks = self._of(set(_texts(parsed)))
        return [_detail(told, masks) if told else None for told in parsed]

    def _of(self, values: set[str]) -> Known:
        """Masks of those of `values` that are somebody's, by kind, and of any kind under ""."""
        asked = pa.array(sorted(values), pa.string())
        masks: dict[str, dict[str, str]] = {kind: {} for kind in ("", _PERSON, *SIGNS)}
        for row in self._table.filter(pc.is_in(self._table["held"], asked)).to_pylist():
            masks[row["kind"]][row["held"]] = masks[""][row["held"]] = row["mask"]
        return masks


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        yield from _texts(list(told.values()))
    elif isinstance(told, list | tuple):
        for one in told:
            yield from _texts(one)


def _detail(told: Mapping[str, Any], masks: Known) -> str:
    known = {name: masks[""].get(cell, cell) for name, cell in told.items()}
    personal = {name: cell for name, cell in told.items() if name.lower() in PERSONAL}
    return canonical(known | _walked(personal, masks)).decode("utf-8")


def _walked(told: Any, masks: Known, name: str = "") -> Any:
    if isinstance(told, Mapping):
        kept = {key: one for key, one in told.items() if not isinstance(one, bytes)}
        return {key: _walked(one, masks, str(key).lower()) for key, one in kept.items()}
    if isinstance(told, list | tuple):
        return [_walked(one, masks, name) for one in told]
    return told if told is None else _cover(PERSONAL.get(name, ""), told, masks)


def _cover(kind: str, cell: Any, masks: Known) -> Any:
    if kind in SIGNS:
        return masks[kind].get(cell, f"{SIGNS[kind]}-?" if cell else cell)
    if kind == "birth":
        return cell.replace(month=1, day=1) if isinstance(cell, date) else str(cell)[:4]
    if kind:
        return masked_name(str(cell)) if kind == _PERSON else masked_text(str(cell))
    return cell


def masks_of(case: Case) -> Masks:
    """The pseudonyms of the case; given out at first use, then kept unless somebody else writes.

    Raises:
        NotRecipient, SealDamaged: nothing was made.
    """
    name = f"{_FOLDER}{_stand(case)}"
    kept = case.kept(name)
    if kept is None:
        kept = _give_out(case)
        with suppress(CaseLocked, OSError), nullcontext() if case.writes else case.for_a_moment():
            _keep(case, name, kept)
    return Masks(kept)


def _keep(case: Case, name: str, table: pa.Table) -> None:
    case.keep(name, table)
    for stale in set(case.kept_names(_FOLDER)) - {name}:
        case.forget(stale)


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
        {"kind": _PERSON, "held": name, "mask": masked_name(name)} for name in sorted(held[_PERSON])
    ]
    return pa.Table.from_pylist(rows, _SCHEMA)


def _held(case: Case) -> dict[str, set[str]]:
    """All values of the columns that have pseudonyms, and the names of those treated."""
    held: dict[str, set[str]] = {kind: set() for kind in (*SIGNS, _PERSON)}
    with engine(case) as made:
        for table in made.tables:
            kinds = {column: kind_of(table, column) for column in made.filled[table]}
            for column, kind in kinds.items():
                if kind in SIGNS or (kind == _PERSON and "psn" in kinds.values()):
                    asked = f'SELECT DISTINCT CAST("{column}" AS VARCHAR) FROM "{table}"'
                    held[kind] |= {row[0] for row in made.con.execute(asked).fetchall()} - {None}
    return held
