"""DuckDB in memory over the sealed tables of a case, locked down before the first question.

It writes nothing but its sealed spill, reaches no file, network or extension, and its
configuration cannot be changed any more.
"""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa

from inspector.snapshot import TableEntry, Verified, locate
from inspector.trust import SealedReader
from inspector.workspace.case import Case
from inspector.workspace.masking import masked_select
from inspector.workspace.memory import memory_limit as default_memory
from inspector.workspace.sealed import Plain, Readable, SealedFiles
from inspector.workspace.spill import SpillFiles

# In this order: the other way round fails and leaves HTTP open.
_LOCKED_DOWN = (
    "python_enable_replacements = false",
    "python_scan_all_frames = false",
    "allow_community_extensions = false",
    "allow_persistent_secrets = false",
    "allowed_paths = [{paths}]",
    "enable_external_access = false",
    "disabled_filesystems = 'LocalFileSystem'",
    "lock_configuration = true",
)
FEE_NET = (
    "CREATE VIEW fee_net AS SELECT * REPLACE (net_cnt AS cnt, net_amt AS det_item_fee_sumamt)"
    " FROM fee_list_d WHERE net_cnt > 0"
)
"""What remains of the fee lines after refunds; the one definition rules and cases read."""


class Engine:
    """A connection, what it reads and what it must let go of at `close`."""

    def __init__(
        self,
        memory_limit: str | None = None,
        threads: int | None = None,
        spill_parent: Path | None = None,
        spill_limit: str | None = None,
    ) -> None:
        self._held = ExitStack()
        self.spill = self._held.enter_context(closing(SpillFiles(spill_parent)))
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": memory_limit or default_memory(),
            **({"threads": str(threads)} if threads else {}),
        }
        self.con = self._held.enter_context(closing(duckdb.connect(":memory:", config=config)))
        self.con.register_filesystem(self.spill)
        self.con.execute(f"SET temp_directory = '{self.spill.folder_url}'")
        if spill_limit:
            self.con.execute(f"SET max_temp_directory_size = '{spill_limit}'")
        self.have: dict[str, frozenset[str]] = {}
        """Columns with a value in at least one row, by table, `fee_net` among them."""
        self.filled: dict[str, dict[str, int]] = {}
        """Rows that are not NULL, by table and column."""
        self.rows: dict[str, int] = {}

    @property
    def tables(self) -> list[str]:
        """The tables that can be asked, `fee_net` not counted."""
        return list(self.rows)

    def interrupt(self) -> None:
        """Stop what is running; whoever runs it gets an error."""
        self.con.interrupt()

    def close(self) -> None:
        """Let go of files, memory and spill."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def keep(self, name: str, rows: pa.Table) -> None:
        """Make the table `name` of `rows`, as knowledge a rule joins; whoever made it drops it.

        On a connection of its own: `register` holds Python's lock while it ends what its connection
        did before, and a sealed file is read by threads that wait for that lock.
        """
        with closing(self.con.cursor()) as own:
            own.register("arriving", rows)
            own.execute(f'CREATE TABLE "{name}" AS SELECT * FROM arriving').fetchall()
            own.unregister("arriving")

    def lock_down(self, paths: Sequence[str] = ()) -> None:
        """From here on only `paths` can be read, and no setting can be changed."""
        listed = ", ".join(f"'{path}'" for path in paths)
        for setting in _LOCKED_DOWN:
            self.con.execute(f"SET {setting.format(paths=listed)}")

    def hold(self, reader: SealedReader) -> SealedReader:
        """Close `reader` when the engine closes, after the connection."""
        self._held.callback(reader.close)
        return reader


def blank_engine(memory_limit: str | None = None, *, files: bool = False) -> Engine:
    """An empty engine with sealed spill: locked down for a rule's cases, or able to read `files`.

    With `files=True` it is for the office that packs: it reads and writes local files.
    """
    blank = Engine(memory_limit)
    if not files:
        blank.lock_down()
    return blank


def engine(case: Case, *, memory_limit: str | None = None, threads: int | None = None) -> Engine:
    """An engine over all tables of the case's snapshots, several of one name as one.

    `fee_net` is `fee_list_d` after refunds: `cnt` and `det_item_fee_sumamt` are what remains, and
    lines of which nothing remains are left out.

    Raises:
        NotRecipient, SealDamaged: nothing is open.
    """
    made = Engine(memory_limit, threads)
    lay_out(made, case.snapshots, case.member.age_secret)
    return made


def lay_out(
    made: Engine, snapshots: Sequence[Verified], age_secret: str, masks: bytes | None = None
) -> None:
    """Put verified snapshots into an engine and lock it down; on an error it is closed.

    With `masks` (`Masks.parquet`) no name leads to a personal value: the views cover it as they
    read the sealed file, and the file lies under a name nobody can guess.
    """
    try:
        host = "" if masks is None else secrets.token_hex(16)
        contents: dict[str, Readable] = {}
        tables: dict[str, list[tuple[str, TableEntry]]] = {}
        for snapshot in snapshots:
            for name, told in snapshot.manifest.tables.items():
                url = f"sealed://{host}{snapshot.manifest.snapshot_id}/{name}"
                place = locate(snapshot, name)
                key = snapshot.handed.get(name, age_secret)
                contents[url] = made.hold(SealedReader(snapshot.path, key, *place))
                tables.setdefault(name, []).append((url, told))
        if masks is not None:
            contents[f"sealed://{host}/masks"] = Plain(masks)
        made.con.register_filesystem(SealedFiles(contents))
        _views(made, tables, f"read_parquet('sealed://{host}/masks')" if host else "")
        made.lock_down(list(contents))
    except BaseException:
        made.close()
        raise


def _views(made: Engine, tables: Mapping[str, list[tuple[str, TableEntry]]], masks: str) -> None:
    for name, parts in sorted(tables.items()):
        urls = ", ".join(f"'{url}'" for url, _ in parts)
        rows = f"read_parquet([{urls}], union_by_name = true)"
        columns = sorted({column for _, told in parts for column in told.columns})
        select = masked_select(name, columns, rows, masks) if masks else f"SELECT * FROM {rows}"
        made.con.execute(f'CREATE VIEW "{name}" AS {select}')
        made.rows[name] = sum(told.rows for _, told in parts)
        made.filled[name] = {
            column: sum(told.filled.get(column, 0) for _, told in parts) for column in columns
        }
        made.have[name] = frozenset(column for column in columns if made.filled[name][column])
    if {"net_cnt", "net_amt"} <= made.filled.get("fee_list_d", {}).keys():
        made.have["fee_net"] = made.have["fee_list_d"]
        made.con.execute(FEE_NET)
