"""Knowledge that comes with a made-up hospital, as a region would lay it over the nation's.

Only rows that grafted cases write; every row says that it was made up for the sample.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from inspector.rules import Pack
from sample_audits.common.graft import Graft
from sample_audits.common.sheets import Row

SOURCE = "样例医院自造的知识 / made up for the sample"
_OPEN = {"valid_from": "1900-01-01", "valid_to": "9999-12-31"}
_ADDED = ("layer", "knowledge_row")


def write_knowledge(grafts: Iterable[tuple[Pack, Graft]], folder: Path) -> None:
    """`<table>.csv` for each table that the grafts' cases write, with every column of it."""
    rows: dict[str, list[Row]] = defaultdict(list)
    columns: dict[str, list[str]] = {}
    for pack, graft in grafts:
        for name, told in graft.knowledge.items():
            known = columns.setdefault(name, [])
            more = [*pack.knowledge[name].schema.names, *(one for row in told for one in row)]
            known += [one for one in dict.fromkeys(more) if one not in (*known, *_ADDED)]
            rows[name] += [{**_OPEN, **row, "source": row.get("source") or SOURCE} for row in told]
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(rows):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns[name], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])
