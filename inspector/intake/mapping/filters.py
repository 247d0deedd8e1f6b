"""The filters of a mapping file (口径), read from TOML; what is wrong is gathered as faults."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from inspector.i18n import say
from inspector.intake.mapping.scope import Condition, Measure
from inspector.intake.values import Way

_SIGNS = set("YymdHMSfIpj%")
_FILTER = {"column", "is", "not", "from", "to", "format", "why"}


class Faults(list[str]):
    """Sentences, each beginning with the place in the file."""

    def tell(self, key: str, where: str, **facts: object) -> None:
        """Add the sentence `mapping.fault.<key>`."""
        self.append(say(f"mapping.fault.{key}", where=where, **facts))

    def only(self, where: str, said: dict[str, Any], known: set[str]) -> None:
        """Add a fault for each word of `said` that is not known there."""
        for name in sorted(said.keys() - known):
            self.tell("unknown-word", where, word=name, known=", ".join(sorted(known)))


def check_format(where: str, format_: str, faults: Faults) -> None:
    """Add a fault where DuckDB would not read `format_` as `strptime` does."""
    signs = [part[:1] for part in format_.replace("%%", "").replace("%-", "%").split("%")[1:]]
    if not signs or not _SIGNS.issuperset(signs):
        faults.tell("format", where, format=format_)


def conditions(table: str, said: object, faults: Faults) -> Iterator[Condition]:
    """The conditions under a table's `filter`: one block or several."""
    for number, block in enumerate(said if isinstance(said, list) else [said], start=1):
        where = f"{table}.filter[{number}]"
        if not isinstance(block, dict) or not isinstance(block.get("column"), str):
            faults.tell("no-source", where)
            continue
        faults.only(where, block, _FILTER)
        if not block.keys() & {"is", "not", "from", "to"}:
            faults.tell("no-condition", where)
        format_ = str(block.get("format", ""))
        if format_:
            check_format(where, format_, faults)
        measures = [_measure(block[end]) for end in ("from", "to") if end in block]
        if None in measures or len(set(measures)) > 1:
            faults.tell("bounds", where)
        yield Condition(
            header=block["column"],
            only=words(block.get("is", ())),
            without=words(block.get("not", ())),
            measure=(measures and measures[0]) or "",
            first=_bound(block.get("from", "")),
            last=_bound(block.get("to", "")),
            way=Way(format_),
        )


def _measure(bound: object) -> Measure | None:
    if isinstance(bound, date):
        return "day"
    try:
        Decimal(str(bound))
    except InvalidOperation:
        return None
    return "number"


def _bound(bound: object) -> str:
    day = bound.date() if isinstance(bound, datetime) else bound
    return str(day)


def words(said: object) -> tuple[str, ...]:
    """One word or a list of them."""
    return tuple(map(str, said)) if isinstance(said, (list, tuple)) else (str(said),)
