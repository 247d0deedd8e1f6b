"""The passport of a rule: TOML in the leading comment `/*+++ … +++*/`, read strictly.

Every refusal names the line of the file it is about; nothing of the SQL is looked at here.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.errors import RuleFileInvalid
from inspector.i18n import say
from inspector.rules.model import KEYS, VERDICTS, Param
from inspector.rules.template import SlotWrong, make, template, together

_OPEN, _CLOSE = "/*+++", "+++*/"
_LANGUAGES = ("zh", "en")

DEMANDED: dict[str, type] = {
    "id": str,
    "title": dict,
    "verdict": str,
    "basis": list,
    "national": str,
    "seed": str,
    "needs": dict,
    "partition": str,
    "unit": list,
    "evidence": list,
    "ask": list,
    "false_positives": list,
    "sentence": dict,
    "since": date,
}
ALLOWED: dict[str, type] = {
    "group": str,
    "knowledge": list,
    "min_coverage": dict,
    "params": dict,
    "until": date,
    "reads_raw": bool,
    "whole": list,
    "template": str,
    "slots": dict,
    "awaits": dict,
    "catalogue": list,
}
_FROM_TEMPLATE = ("needs", "partition", "unit", "sentence")
# A rule that awaits data no table holds yet decides nothing, and so has nothing to promise.
_OF_AWAITING = {
    "needs": {},
    "partition": "visit",
    "unit": [],
    "sentence": {"zh": "", "en": ""},
    "false_positives": [],
}


@dataclass(frozen=True)
class Passport:
    """The passport's values, its text, and the SQL that follows it with the line it begins on."""

    values: Mapping[str, Any]
    text: str
    sql: str
    sql_line: int
    path: Path
    template: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)

    def refuse(self, problem: str, line: int = 1, **facts: object) -> RuleFileInvalid:
        """The refusal of this file at `line`; `problem` is a key under `rules.passport`."""
        said = say(f"rules.passport.{problem}", None, **facts)
        return RuleFileInvalid(path=str(self.path), line=line, problem=said)

    def line_of(self, key: str) -> int:
        """The line of the file on which `key` is set; 1 where it is not."""
        for number, text in enumerate(self.text.splitlines(), 1):
            if re.match(rf"\s*\[?{re.escape(key)}\b", text):
                return number
        return 1


def read_passport(path: Path, source: str) -> Passport:
    """Split a rule file into its passport and its SQL, and check the passport's shape.

    Raises:
        RuleFileInvalid: no passport, TOML that does not parse, a key missing, unknown or of another
        type.
    """
    body, closed, sql = source.partition(_CLOSE)
    text = body.replace(_OPEN, "", 1)
    bare = Passport({}, text, sql.strip(), 1, path)
    if not body.startswith(_OPEN) or not closed:
        raise bare.refuse("absent")
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise bare.refuse("toml", _toml_line(error, text)) from None
    lead = len(sql) - len(sql.lstrip())
    sql_line = body.count("\n") + sql[:lead].count("\n") + 1
    passport = Passport(values, text, sql.strip(), sql_line, path)
    _check_keys(passport)
    if "template" in values:
        passport = _made(passport)
    if "awaits" in values:
        passport = _awaiting(passport)
    _check_values(passport)
    return passport


def _toml_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    told = re.search(r"at line (\d+)", str(error))
    return int(told[1]) if told else text.count("\n") + 1


def _check_keys(passport: Passport) -> None:
    known = DEMANDED | ALLOWED
    for key, value in passport.values.items():
        if key not in known:
            raise passport.refuse("unknown", passport.line_of(key), key=key)
        if not isinstance(value, known[key]):
            raise passport.refuse("type", passport.line_of(key), key=key)
    given: tuple[str, ...] = _FROM_TEMPLATE if "template" in passport.values else ()
    given += tuple(_OF_AWAITING) if "awaits" in passport.values else ()
    for key in DEMANDED:
        if key not in passport.values and key not in given:
            raise passport.refuse("missing", key=key)


def _made(passport: Passport) -> Passport:
    """The passport with the SQL its template makes; what it says itself stays, needs are added."""
    told = passport.values
    line = passport.line_of("template")
    if passport.sql:
        raise passport.refuse("template-body", passport.sql_line)
    try:
        made = make(told["template"], told.get("slots", {}))
    except SlotWrong as wrong:
        at = passport.line_of(wrong.facts.get("slot", "template"))
        at = at if at > 1 else passport.line_of("slots")
        raise passport.refuse(wrong.problem, at, **wrong.facts) from None
    base = template(told["template"])
    values = {
        **{"partition": made.partition, "unit": list(base.unit), "sentence": base.sentence},
        **{"knowledge": list(made.knowledge)},
        **told,
        "needs": {t: list(c) for t, c in together([made.needs, told.get("needs", {})]).items()},
    }
    return replace(
        passport, values=values, sql=made.sql, sql_line=line, template=base.name, slots=made.slots
    )


def _awaiting(passport: Passport) -> Passport:
    """The passport of a rule that cannot run yet: it names the data, and has no SQL."""
    if passport.sql:
        raise passport.refuse("awaits-body", passport.sql_line)
    for lang in _LANGUAGES:
        if not isinstance(passport.values["awaits"].get(lang), str):
            raise passport.refuse("missing", passport.line_of("awaits"), key=f"awaits.{lang}")
    return replace(passport, values={**_OF_AWAITING, **passport.values})


def _check_values(passport: Passport) -> None:
    if passport.values["verdict"] not in VERDICTS:
        raise passport.refuse("verdict", passport.line_of("verdict"), known=", ".join(VERDICTS))
    for key in ("title", "sentence"):
        for lang in _LANGUAGES:
            if not isinstance(passport.values[key].get(lang), str):
                raise passport.refuse("missing", passport.line_of(key), key=f"{key}.{lang}")
    for key in (
        "basis",
        "unit",
        "evidence",
        "ask",
        "false_positives",
        "knowledge",
        "whole",
        "catalogue",
    ):
        if any(not isinstance(item, str) for item in passport.values.get(key, [])):
            raise passport.refuse("type", passport.line_of(key), key=key)
    if passport.values["partition"] not in KEYS:
        raise passport.refuse("partition", passport.line_of("partition"), known=", ".join(KEYS))
    for table, columns in passport.values["needs"].items():
        if not isinstance(columns, list):
            raise passport.refuse("type", passport.line_of(table), key=f"needs.{table}")


def params_of(passport: Passport) -> dict[str, Param]:
    """The parameters with the words beside them: meaning, unit and source stand in the comment."""
    notes = dict(_notes(passport.text))
    return {
        name: Param(value, *notes.get(name, ("", passport.line_of(name))))
        for name, value in passport.values.get("params", {}).items()
    }


def _notes(text: str) -> Iterator[tuple[str, tuple[str, int]]]:
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            inside = line.strip().startswith("[params]")
        setting = re.match(r"\s*(\w+)\s*=[^#]*(?:#\s*(.*))?$", line)
        if inside and setting:
            yield setting[1], ((setting[2] or "").strip(), number)
