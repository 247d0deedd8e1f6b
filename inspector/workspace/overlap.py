"""Fee lines that lie in two snapshots: in one case they would be read twice.

A line is told by its number and visit, as in its table's key; nothing is written.
"""

from collections.abc import Sequence
from itertools import combinations

from inspector.snapshot import Verified
from inspector.workspace.engine import Engine, lay_out

_LINES, _KEY = "fee_list_d", ("bkkp_sn", "mdtrt_id")


def lines_twice(
    snapshots: Sequence[Verified], age_secret: str
) -> tuple[Verified, Verified, int] | None:
    """Two snapshots that share fee lines, and how many; None if none do.

    Raises:
        NotRecipient, SealDamaged
    """
    told = [one for one in snapshots if _LINES in one.manifest.tables]
    if len(told) < 2:
        return None
    made = Engine()
    lay_out(made, told, age_secret)
    with made:
        for one, other in combinations(told, 2):
            if count := _shared(made, one, other):
                return one, other, count
    return None


def _shared(made: Engine, one: Verified, other: Verified) -> int:
    tables = [each.manifest.tables[_LINES].columns for each in (one, other)]
    key = ", ".join(name for name in _KEY if all(name in columns for columns in tables))
    first, second = (
        f"SELECT {key} FROM read_parquet('sealed://{each.manifest.snapshot_id}/{_LINES}')"
        for each in (one, other)
    )
    [(count,)] = made.con.execute(f"SELECT count(*) FROM ({first} INTERSECT {second})").fetchall()
    return int(count)
