"""`inspector request`: which workbooks are written, what is said, what is never written over."""

import json

from inspector.schema import FORMS
from tests.commands.computer import Computer


def test_the_whole_request_is_48_workbooks_named_on_stdout(computer: "Computer") -> None:
    done = computer.inspector("request", "-o", "asked")
    assert done.returncode == 0, done.stderr
    written = sorted((computer.folder / "asked").iterdir())
    assert {path.stem for path in written} == {form.workbook for form in FORMS}
    assert len(written) == 48
    assert sorted(done.stdout.splitlines()) == [f"asked/{path.name}" for path in written]
    assert "48 blank workbooks" in done.stderr


def test_required_and_single_tables_are_written_alone(computer: "Computer") -> None:
    done = computer.inspector(
        "request", "--scope", "required", "--scope", "inv_move", "-o", "asked", "--json", lang="zh"
    )
    assert [path.partition("/")[2][:3] for path in json.loads(done.stdout)] == [
        *("2.1", "2.2", "3.1", "3.2"),
        *("5.3", "5.4"),
    ]


def test_an_unknown_table_is_refused_with_those_there_are_and_nothing_written(
    computer: "Computer",
) -> None:
    done = computer.inspector("request", "--scope", "nurse_notes", "-o", "asked")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "input.table-unknown" in done.stderr
    assert "trt_session" in done.stderr
    assert not (computer.folder / "asked").exists()


def test_a_second_request_does_not_write_over_what_may_be_filled_in(computer: "Computer") -> None:
    computer.inspector("request", "--scope", "rx", "-o", "asked")
    done = computer.inspector("request", "--scope", "all", "-o", "asked")
    assert done.returncode == 3
    assert "input.file-exists" in done.stderr
    assert len(list((computer.folder / "asked").iterdir())) == 1


def test_help_shows_an_example_in_both_languages(computer: "Computer") -> None:
    for lang, example in (("zh", "例：inspector request"), ("en", "Example: inspector request")):
        assert example in computer.inspector("request", "--help", lang=lang).stdout


def test_a_blank_that_comes_back_is_known(computer: "Computer") -> None:
    computer.inspector("request", "--scope", "drord", "-o", "asked")
    done = computer.inspector("profile", "asked", "--json")
    (seen,) = json.loads(done.stdout)["files"]
    assert (seen["table"], seen["rows"]) == ("drord", 0)
