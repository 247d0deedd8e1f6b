"""What a case keeps is read in part: some columns, or the rows that hold a value."""

import pyarrow as pa
import pytest

from inspector.workspace import parquet

ROWS = 40_000
TABLE = pa.table({"hit_id": [f"{n:08x}" for n in range(ROWS)], "n": range(ROWS)})


def test_a_row_of_an_ordered_column_is_found_by_reading_its_part_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data, read = parquet.to_bytes(TABLE), list[int]()
    whole = parquet._file

    class Watched:
        def __init__(self, file: object) -> None:
            self.file = file

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

        def read_row_groups(self, groups: list[int], use_threads: bool) -> pa.Table:
            read.extend(groups)
            return whole(data).read_row_groups(groups, use_threads=use_threads)

    monkeypatch.setattr(parquet, "_file", lambda data: Watched(whole(data)))
    found = parquet.rows_where(data, "hit_id", [f"{20_000:08x}"])
    assert found.to_pylist() == [{"hit_id": f"{20_000:08x}", "n": 20_000}]
    assert read == [1]


def test_values_in_different_parts_come_in_the_order_of_the_table() -> None:
    data = parquet.to_bytes(TABLE)
    found = parquet.rows_where(data, "hit_id", [f"{39_999:08x}", f"{1:08x}", "none"])
    assert found["n"].to_pylist() == [1, 39_999]
    assert parquet.rows_where(data, "hit_id", []).num_rows == 0
    assert parquet.columns_of(data, ["n"]).column_names == ["n"]
    assert parquet.columns_of(data, None).equals(TABLE)
