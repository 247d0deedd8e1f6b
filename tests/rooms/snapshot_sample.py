"""A small made-up snapshot, and a forger who builds any other from its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from inspector.snapshot import About, Manifest, Verified, pack, verify
from inspector.snapshot.shell import ShellWriter, walk
from inspector.trust import Card, Identity, canonical, envelope, new_identity
from inspector.workspace import blank_engine

AUTHORITY = new_identity("医保数据甲", "authority")
INSPECTOR = new_identity("检查员乙", "inspector")
COLLEAGUE = new_identity("检查员丙", "inspector")
STRANGER = new_identity("路人丁", "inspector")
CANARY = "CANARY-李某某-33010219900101"

ABOUT = About(
    line="H33010200001",
    institution_code="H33010200001",
    institution_name="康宁康复医院",
    period_from=date(2024, 1, 1),
    period_to=date(2024, 12, 31),
    sources=({"file": "费用明细.csv", "digest": "sha256:" + "0" * 64, "rows_taken": 6},),
    mapping={"fee_list_d": {"明细序号": "bkkp_sn"}},
)

FEES = """
    CREATE TABLE fee_list_d AS SELECT * FROM (VALUES
        ('B3', 'M1', 'P1', TIMESTAMP '2024-03-02 08:00:00', 2.0000, 20.00, 2.0000, 20.00),
        ('B1', 'M1', 'P1', TIMESTAMP '2024-03-01 08:00:00', 1.0000, 10.50, 0.0000, 0.00),
        ('B2', 'M1', 'P1', TIMESTAMP '2024-03-01 08:00:00', -1.0000, -10.50, 0.0000, 0.00),
        ('B6', 'M9', 'P0', NULL, 3.0000, 0.30, 3.0000, 0.30)
    ) AS t(bkkp_sn, mdtrt_id, psn_no, fee_ocur_time, cnt, det_item_fee_sumamt, net_cnt, net_amt)
"""


def pack_small(folder: Path, sql: str = FEES, name: str = "small", **told: Any) -> Path:
    """Pack whatever tables `sql` makes, for both inspectors."""
    out = folder / f"{name}.snapshot"
    about = About(**{**vars(ABOUT), **told})
    with blank_engine(files=True) as office:
        office.con.execute(sql)
        made = [str(row[0]) for row in office.con.execute("SHOW TABLES").fetchall()]
        pack(office.con, made, about, AUTHORITY, [INSPECTOR.card, COLLEAGUE.card], out)
    return out


def known(key_id: str) -> Card | None:
    """A trust store that holds the authority only."""
    return AUTHORITY.card if key_id == AUTHORITY.card.key_id else None


def verified_small(folder: Path, sql: str = FEES, name: str = "small", **told: Any) -> Verified:
    """Packed and verified."""
    return verify(pack_small(folder, sql, name, **told), known)


@dataclass
class Forger:
    """Takes a snapshot apart; `write` puts it together again, signed by `signer`."""

    path: Path
    entries: dict[str, bytes] = field(default_factory=dict)
    signer: Identity = AUTHORITY

    def __post_init__(self) -> None:
        with self.path.open("rb") as file:
            for entry in walk(file):
                file.seek(entry.start)
                self.entries[entry.name] = file.read(entry.size)

    @property
    def manifest(self) -> dict[str, Any]:
        """As JSON values."""
        import json

        return dict(json.loads(self.entries["manifest.json"]))

    def say(self, changed: Mapping[str, Any], *, own_id: bool = True) -> "Forger":
        """Change the manifest, give it its right id again, and sign it."""
        told = {**self.manifest, **changed}
        if own_id:
            told["snapshot_id"] = Manifest.from_dict(told).snapshot_id
        return self.sign(canonical(told))

    def sign(self, manifest: bytes) -> "Forger":
        """These bytes as manifest, signed."""
        self.entries["manifest.json"] = manifest
        self.entries["signatures.json"] = envelope("snapshot", manifest, [self.signer])
        return self

    def write(self) -> Path:
        """The forged file, in the layout of an honest one."""
        out = self.path.with_name("forged.snapshot")
        with out.open("wb") as file:
            shell = ShellWriter(file)
            for name, content in self.entries.items():
                shell.add(name, content)
            shell.finish()
        return out
