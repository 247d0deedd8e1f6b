"""A kept question's parameters are filled as one text each, and as nothing else."""

import duckdb
import pytest

from inspector.errors import ParameterOpen
from inspector.query import filled, parameters


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("SELECT 1", []),
        ("SELECT $since, $科室, $since", ["since", "科室"]),
        ("SELECT '$a', \"$b\", $$ $c $$, $t$ $d $t$ -- $e\n/* $f */", []),
        ("SELECT 'it''s $a', $b", ["b"]),
    ],
)
def test_parameters_stand_outside_of_texts_names_and_comments(sql: str, names: list[str]) -> None:
    assert parameters(sql) == names


@pytest.mark.parametrize(
    "value", ["O'Brien", "'; DROP TABLE a; --", "$a", "康复医学科", "a\nb", ""]
)
def test_whatever_is_told_comes_back_as_it_was_told(value: str) -> None:
    with duckdb.connect() as con:
        assert con.execute(filled("SELECT $a AS a", {"a": value})).fetchall() == [(value,)]


def test_a_text_is_read_as_what_it_is_compared_with() -> None:
    asked = filled(
        "SELECT DATE '2024-03-02' > $day, 12.5 > $limit, '003' = $code",
        {"day": "2024-03-01", "limit": "9", "code": "003"},
    )
    with duckdb.connect() as con:
        assert con.execute(asked).fetchall() == [(True, True, True)]


@pytest.mark.parametrize("told", [{}, {"a": "1", "b": "2"}])
def test_every_parameter_has_a_value_and_every_value_a_parameter(told: dict[str, str]) -> None:
    with pytest.raises(ParameterOpen):
        filled("SELECT $a", told)
