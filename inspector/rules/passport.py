"""The passport of a rule: TOML in the leading comment `/*+++ … +++*/`, read strictly.

Every refusal names the line of the file it is about; nothing of the SQL is looked at here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

from inspector.errors import RuleFileInvalid
from inspector.i18n import say
from inspector.rules.model import KEYS, VERDICTS, Param
from inspector.rules.template import SlotWrong, make, template, together
from inspector.rules.toml_text import TomlWrong, line_of, parse_toml, texts

_OPEN, _CLOSE = "/*+++", "+++*/"
_LANGUAGES = ("zh", "en")
_ID = re.compile(r"(现场-)?\w[\w.-]*", re.ASCII)
"""It names files of a case; a rule written on site says so in its id."""

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
    "question": dict,
}
_OF_QUESTION = ("name", "amount")
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
        return line_of(self.text, key)


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
        values = parse_toml(text)
    except TomlWrong as wrong:
        raise bare.refuse("toml", wrong.line) from None
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


def _check_keys(passport: Passport) -> None:
    known = DEMANDED | ALLOWED
    for key, value in passport.values.items():
        if key not in known:
            raise passport.refuse("unknown", passport.line_of(key), key=key)
        # Of the class itself: a moment is a date to Python, and no day.
        if type(value) is not known[key]:
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
        if not texts(passport.values.get(key, [])):
            raise passport.refuse("type", passport.line_of(key), key=key)
    if passport.values["partition"] not in KEYS:
        raise passport.refuse("partition", passport.line_of("partition"), known=", ".join(KEYS))
    if not _ID.fullmatch(passport.values["id"]):
        raise passport.refuse("type", passport.line_of("id"), key="id")
    asked = passport.values.get("question")
    if asked is not None and not all(isinstance(asked.get(key), str) for key in _OF_QUESTION):
        raise passport.refuse("type", passport.line_of("question"), key="question")
    _check_tables(passport)
    _check_sentences(passport)


def _check_sentences(passport: Passport) -> None:
    for lang, sentence in passport.values["sentence"].items():
        if not isinstance(sentence, str) or not _fillable(sentence):
            raise passport.refuse("type", passport.line_of("sentence"), key=f"sentence.{lang}")


def _fillable(sentence: str) -> bool:
    """Whether all that is in braces is the name of a column."""
    try:
        fields = [field for _, *field in Formatter().parse(sentence)]
    except ValueError:
        return False
    return all(
        name is None or (name.isidentifier() and not (spec or how)) for name, spec, how in fields
    )


def _check_tables(passport: Passport) -> None:
    told = passport.values
    for table, columns in told["needs"].items():
        if not texts(columns):
            raise passport.refuse("type", passport.line_of(table), key=f"needs.{table}")
    for name, share in told.get("min_coverage", {}).items():
        if type(share) not in (int, Decimal) or not 0 <= share <= 1:
            raise passport.refuse("type", passport.line_of(name), key=f"min_coverage.{name}")
    for name, value in told.get("params", {}).items():
        if type(value) not in (str, int, Decimal, date) and not texts(value):
            raise passport.refuse("type", passport.line_of(name), key=f"params.{name}")


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
