"""The canonical tables of a case as Parquet in the clear, for an engine outside.

Nobody is covered in them: the lead alone may, says why, and beyond a few rows needs a second
person's key; the journal has digests and counts of the files before their names stand.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.parquet as pq

from inspector.errors import FileExists, RevealUnexplained, writing
from inspector.schema import TABLES
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.reveal import within_budget
from inspector.trust import Identity, canonical, digest, digest_file
from inspector.whole import beside, put_in_place, sync_file
from inspector.workspace import PERSONAL, SIGNS

_BATCH = 122_880
"""Rows handed on at a time: a row group of DuckDB's own."""


@dataclass(frozen=True)
class Exported:
    """One table that was written: its file, its rows and the digest of the file."""

    table: str
    file: str
    rows: int
    digest: str


@acting("export")
def export_tables(
    desk: Desk, out: Path, reason: str, second: Identity | None = None
) -> list[Exported]:
    """Write every canonical table of the case into the folder `out`, one Parquet file each.

    Fee lines carry `net_cnt` and `net_amt`, what is left of them after refunds; whoever reads them
    makes `fee_net` of these (`inspector check --engine spark` does).

    Raises:
        RoleForbidden, RevealUnexplained: nothing was read.
        SecondKeyNeeded, SecondKeyRefused: as for hits that name people; nothing was written.
        FileExists: `out` has something in it; nothing was written.
    """
    if not reason.strip():
        raise RevealUnexplained()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExists(path=str(out))
    named = _naming(desk)
    within_budget(desk, named, second)
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        with _written(desk, out) as parts:
            told = [one for one, _ in parts]
            body = _noted(told, out) | {"named": named, "reason": reason.strip()}
            desk.note("exported", body | (_signed(told, second) if second else {}))
            for one, part in parts:
                put_in_place(part, out / one.file)
    return told


def _naming(desk: Desk) -> int:
    """The rows of tables that tell who a person is."""
    made = desk.engine()
    told = [
        made.con.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0]
        for table in made.tables
        if table in TABLES and any(PERSONAL.get(name) in SIGNS for name in made.filled[table])
    ]
    return sum(told)


def _signed(told: Sequence[Exported], second: Identity) -> dict[str, object]:
    """The second person's signature over the digests of all files."""
    files = digest(canonical({one.file: one.digest for one in told}))
    return {"second": second.card.key_id, "signed": second.sign(files.encode()).hex()}


def _noted(told: Sequence[Exported], out: Path) -> dict[str, object]:
    rows = sum(one.rows for one in told)
    return {"what": f"{out.name}/*.parquet", "rows": rows, "tables": [asdict(one) for one in told]}


@contextmanager
def _written(desk: Desk, out: Path) -> Iterator[list[tuple[Exported, Path]]]:
    """The tables written whole under names that do not count yet, and go at the end."""
    with ExitStack() as stack:
        parts = []
        for table in (name for name in desk.engine().tables if name in TABLES):
            file = f"{table}.parquet"
            part = stack.enter_context(beside(out / file))
            rows = _write(desk, table, part)
            parts.append((Exported(table, file, rows, digest_file(part)), part))
        yield parts


def _write(desk: Desk, table: str, part: Path) -> int:
    """Write one table batch by batch; how many rows it has."""
    rows = 0
    with closing(desk.engine().con.cursor()) as own:
        batches = own.execute(f'SELECT * FROM "{table}"').to_arrow_reader(_BATCH)
        with pq.ParquetWriter(part, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
                rows += batch.num_rows
    sync_file(part)
    return rows
