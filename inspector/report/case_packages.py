"""The three packages auditors know, as ZIP files whose bytes depend on what is in them only.

No patient is named: findings by their ids, figures, cases that at least five persons share.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.merge import WAYS, LibraryCase, Merged
from inspector.report.summary import PDF, SIGNATURES, SUMMARY
from inspector.report.summary_book import BOOK, on_one_line
from inspector.report.summary_tables import COLUMNS, headings, rows

_EPOCH = (1980, 1, 1, 0, 0, 0)
_INNER = ("inspection", "history")
"""Columns a store keeps for itself."""


def case_packages(
    folder: Path,
    merged: Merged,
    found: pa.Table,
    cases: tuple[Sequence[LibraryCase], int],
    feedback: bytes,
    lang: Language,
) -> dict[str, bytes]:
    """The packages by file name.

    Args:
        folder: where the signed summary lies. found: every finding, a row each.
        cases: of the library, and how many confirmed findings are in none of them.
    """
    shown = found.drop_columns([name for name in _INNER if name in found.column_names])
    library, left_out = cases
    told = say("summary.package.left_out", lang, count=left_out)
    packed: dict[str, Mapping[str, bytes]] = {
        "scene": {
            "findings.parquet": _parquet(shown),
            "findings.csv": _findings(shown),
            **{f"{name}.csv": _figures(merged, name, lang) for name in (*WAYS, "ranking")},
        },
        "experience": {
            "rules.feedback": feedback,
            "effects.csv": _figures(merged, "effects", lang),
            "library.csv": _csv(LibraryCase.columns(), (vars(one).values() for one in library)),
            "library.txt": told.encode("utf-8"),
        },
        "archive": {
            **{name: (folder / name).read_bytes() for name in (PDF, BOOK, SUMMARY, SIGNATURES)},
            "bundles.csv": _figures(merged, "inspections", lang),
            "crossings.csv": _figures(merged, "crossings", lang),
            "refused.csv": _figures(merged, "refused", lang),
        },
    }
    names = {name: say(f"summary.package.{name}", lang) for name in packed}
    return {f"{names[name]}.zip": _zip(parts) for name, parts in packed.items()}


def _figures(merged: Merged, name: str, lang: Language) -> bytes:
    return _csv(headings(COLUMNS[name], lang), map(on_one_line, rows(merged, name, lang)))


def _findings(table: pa.Table) -> bytes:
    listed = (
        ["；".join(cell) if isinstance(cell, list) else cell for cell in row.values()]
        for row in table.to_pylist()
    )
    return _csv(table.column_names, listed)


def _csv(columns: Sequence[str], told: Iterable[Iterable[object]]) -> bytes:
    """With the mark by which a spreadsheet knows UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in told)
    return text.getvalue().encode("utf-8-sig")


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def _zip(parts: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            told = zipfile.ZipInfo(name, _EPOCH)
            told.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(told, data)
    return sink.getvalue()
