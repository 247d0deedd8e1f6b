"""The knowledge kept in one folder: what was published, how it was read, and the tables made of it.

`national/` holds points, review files, what was not taken and one CSV a table; `overlay/<region>/`
and `case/` hold the same tables. Everything but points and confirmed readings can be made again.
Each folder has a manifest with the digest of every table, so that a run can say what it used.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from io import StringIO
from pathlib import Path

from inspector.knowledge import review
from inspector.knowledge.families import families
from inspector.knowledge.layers import Layer
from inspector.knowledge.points import Listed, Point, Publication, read_points, write_points
from inspector.knowledge.records import read_records
from inspector.knowledge.strict import read_strictly
from inspector.knowledge.tables import Row, as_csv, distinct, restated, tables
from inspector.knowledge.workbook import read_workbook
from inspector.trust import canonical, digest
from inspector.whole import write_whole

NATIONAL, OVERLAY, CASE = "national", "overlay", "case"
MANIFEST, POINTS, LISTED, REVIEW = "manifest.json", "points.csv", "listed.csv", "review"


@dataclass(frozen=True)
class Kept:
    """One table of a layer: rows, and how many of them are superseded, open or unreviewed."""

    layer: str
    table: str
    rows: int
    superseded: int
    open: int
    unreviewed: int
    digest: str


def read_publication(path: Path, batch: str = "", published: str = "") -> Publication:
    """A file as published: a workbook, or a collection of records.

    Raises:
        FileMissing, FileUnreadable: nothing has been read.
    """
    if path.suffix.lower() == ".json":
        return read_records(path)
    return read_workbook(path, batch, published)


def keep_publications(root: Path, publications: Sequence[Publication]) -> list[Kept]:
    """Add publications to the library and make its tables anew; confirmed readings stay.

    A file that was read before is replaced by what it says now.
    """
    folder = root / NATIONAL
    names = {one.source for one in publications}
    kept = [point for point in read_points(folder / POINTS) if point.file not in names]
    kept += [point for one in publications for point in one.points]
    listed = [one for one in _listed(folder / LISTED) if one.source not in names]
    listed += [one for publication in publications for one in publication.listed]
    write_whole(folder / POINTS, write_points(kept))
    write_whole(folder / LISTED, _listed_csv(listed))
    return make_tables(root, {one.source: one.digest for one in publications})


def make_tables(root: Path, read_now: Mapping[str, str] | None = None) -> list[Kept]:
    """The national tables, from the points and the readings confirmed until now.

    Raises:
        RuleFileInvalid: a review file that was edited lacks a column.
    """
    folder = root / NATIONAL
    points = distinct(read_points(folder / POINTS))
    frozen = review.confirmed(folder / REVIEW)
    read_as = restated(points, review.readings(points, frozen))
    for name, data in review.to_review(points, read_as, frozen).items():
        write_whole(folder / REVIEW / f"{name}.csv", data)
    made = tables(points, read_as)
    return write_layer(folder, NATIONAL, made, kept_sources(folder) | dict(read_now or {}))


def write_layer(
    folder: Path, layer: str, made: Mapping[str, Sequence[Row]], sources: Mapping[str, str]
) -> list[Kept]:
    """Write the tables of a layer that have rows, and their manifest last."""
    kept = []
    for name, rows in made.items():
        file = folder / f"{name}.csv"
        if not rows:
            file.unlink(missing_ok=True)
            continue
        data = as_csv(families()[name], rows)
        write_whole(file, data)
        kept.append(_kept(layer, name, rows, digest(data)))
    told = {"tables": [asdict(one) for one in kept], "sources": dict(sorted(sources.items()))}
    told |= {"digest": digest(canonical(told))}
    write_whole(folder / MANIFEST, json.dumps(told, ensure_ascii=False, indent=1).encode())
    return kept


def _kept(layer: str, name: str, rows: Iterable[Row], covered: str) -> Kept:
    rows = list(rows)
    superseded = sum(1 for row in rows if row["superseded_by"])
    opened = sum(1 for row in rows if row["needs_overlay"] and not row["superseded_by"])
    unread = sum(1 for row in rows if row["reviewed"] != "true" and not row["superseded_by"])
    return Kept(layer, name, len(rows), superseded, opened, unread, covered)


def kept_sources(folder: Path) -> dict[str, str]:
    """File → digest of what a layer was made from."""
    file = folder / MANIFEST
    return dict(json.loads(file.read_bytes())["sources"]) if file.is_file() else {}


def kept_tables(root: Path) -> list[Kept]:
    """What every layer of the library holds, as its manifests say."""
    told = [json.loads((layer.folder / MANIFEST).read_bytes()) for layer in layers(root)]
    return [Kept(**one) for manifest in told for one in manifest["tables"]]


def layers(root: Path, region: str | None = None) -> list[Layer]:
    """The layers there are, in the order they are laid over one another.

    Args:
        root: the library.
        region: the region whose overlay applies; None takes all regions, as for a listing.
    """
    overlays = sorted((root / OVERLAY).glob("*")) if region is None else [root / OVERLAY / region]
    named = [Layer(NATIONAL, root / NATIONAL)]
    named += [Layer(f"{OVERLAY}/{folder.name}", folder) for folder in overlays]
    named += [Layer(CASE, root / CASE)]
    return [layer for layer in named if (layer.folder / MANIFEST).is_file()]


def layer_rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table as its layer's file has them; none if there is no such file."""
    file = folder / f"{table}.csv"
    if not file.is_file():
        return []
    return [row for _, row in read_strictly(file)[1]]


def national_points(root: Path) -> list[Point]:
    """Every point of the library, those of several files once."""
    return distinct(read_points(root / NATIONAL / POINTS))


def _listed(file: Path) -> list[Listed]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [
        Listed(one["source"], one["sheet"], int(one["row"]), one["reason"], one["note"] == "true")
        for one in rows
    ]


def _listed_csv(listed: Iterable[Listed]) -> bytes:
    sink = StringIO()
    writer = csv.DictWriter(sink, [column.name for column in fields(Listed)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(one) | {"note": str(one.note).lower()} for one in listed)
    return sink.getvalue().encode()
