"""From a pack to rules that can be run; nothing registers a rule but its file being there.

A rule's SQL passes the gate here, once: what is in a `Pack` is one SELECT that touches no file.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from inspector.errors import (
    FileMissing,
    InspectorError,
    PackInvalid,
    QuestionRefused,
    RuleFileInvalid,
)
from inspector.i18n import say
from inspector.knowledge import Layer, families, read_knowledge
from inspector.rules.cases import read_cases, read_equivalent
from inspector.rules.head import Head, read_head
from inspector.rules.model import Pack, Rule
from inspector.rules.packfile import SUFFIX, unpack
from inspector.rules.passport import Passport, params_of, read_passport
from inspector.rules.standing import (
    Known,
    demand_whole_signature,
    nobody,
    pack_digest,
    standing_of,
)
from inspector.schema import TABLES
from inspector.trust import digest
from inspector.workspace import gate

_TAKEN = {*TABLES, "fee_net", "quarantine", "link_problem", "code_unknown"}


def load_pack(
    path: Path,
    known: Known = nobody,
    *,
    library: Sequence[Layer] = (),
    overlay: str = "",
    case_knowledge: Path | None = None,
) -> Pack:
    """Read a pack: rules in the order of their ids, knowledge with its layers laid over.

    Args:
        path: the folder where `pack.toml` lies, or a `.pack` file.
        known: who may sign a pack; a pack signed by nobody known has the standing `local`.
        library: layers laid over the pack's own rows, as imported from what the state published.
        overlay: the region whose rows go over the national ones, a folder under `overlay/`.
        case_knowledge: a folder of rows added on site, over all others.

    Raises:
        PackInvalid: no usable `pack.toml`, or knowledge under the name of a table of the data.
        RuleFileInvalid: a rule, a case or a knowledge row that cannot be read, with its line.
        PackageDamaged, SignatureInvalid: a `.pack` that is not what its manifest says, or not what
            was signed.
    """
    if path.suffix != SUFFIX or not path.is_file():
        return _load(path, known, library, overlay, case_knowledge)
    with TemporaryDirectory(prefix="inspector-") as folder:
        laid_out = Path(folder)
        unpack(path, laid_out)
        try:
            demand_whole_signature(laid_out, known)
            pack = _load(laid_out, known, library, overlay, case_knowledge)
        except InspectorError as error:
            inside = str(error.facts.get("path", "")).replace(folder, str(path))
            raise type(error)(**{**error.facts, "path": inside}) from None
    rules = tuple(replace(rule, path=path / rule.path.relative_to(laid_out)) for rule in pack.rules)
    return replace(pack, rules=rules, path=path)


def _load(
    folder: Path, known: Known, library: Sequence[Layer], overlay: str, case_knowledge: Path | None
) -> Pack:
    head = _head(folder)
    layers = [Layer("national", folder / "knowledge")]
    layers += library
    layers += [Layer(f"overlay/{overlay}", folder / "overlay" / overlay)] if overlay else []
    layers += [Layer("case", case_knowledge)] if case_knowledge else []
    rules = [load_rule(path) for path in sorted(folder.glob("*/*.sql"))]
    covered = pack_digest(folder)
    return Pack(
        name=head.name,
        version=head.version,
        title=head.title,
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        knowledge=_knowledge(folder, head, layers),
        digest=covered,
        standing=standing_of(folder, head.name, covered, known),
        path=folder,
        since=head.since,
        until=head.until,
    )


def _head(folder: Path) -> Head:
    path = folder / "pack.toml"
    if not path.is_file():
        raise FileMissing(path=str(path))
    return read_head(path)


def _knowledge(folder: Path, head: Head, layers: Sequence[Layer]) -> dict[str, pa.Table]:
    shapes = [*head.shapes]
    unknown = sorted({*head.families} - families().keys())
    if unknown:
        problem = say("rules.pack.family", table=unknown[0])
        raise PackInvalid(path=str(folder / "pack.toml"), problem=problem)
    shapes += [families()[name].shape for name in head.families]
    shadowed = sorted(_TAKEN & {shape.name for shape in shapes})
    if shadowed:
        problem = say("rules.pack.shadows", table=shadowed[0])
        raise PackInvalid(path=str(folder / "pack.toml"), problem=problem)
    return {
        shape.name: read_knowledge(shape, layers)
        for shape in sorted(shapes, key=lambda shape: shape.name)
    }


def load_rule(path: Path) -> Rule:
    """Read one rule file and the cases beside it.

    Raises:
        RuleFileInvalid: with the line.
    """
    data = path.read_bytes()
    try:
        passport = read_passport(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleFileInvalid(
            path=str(path), line=line, problem=say("rules.passport.utf8")
        ) from None
    if "awaits" not in passport.values:
        _pass_gate(passport)
    made = passport.sql.encode() if passport.template else b""
    return _rule(passport, digest(data + made))


def _pass_gate(passport: Passport) -> None:
    try:
        gate(passport.sql)
    except QuestionRefused as refused:
        reason = say(f"query.reason.{refused.facts['reason']}")
        raise passport.refuse("gate", passport.sql_line, reason=reason) from None


def _rule(passport: Passport, covered: str) -> Rule:
    told = passport.values

    def texts(key: str) -> tuple[str, ...]:
        return tuple(told.get(key, ()))

    return Rule(
        id=told["id"],
        title=told["title"],
        group=told.get("group", passport.path.parent.name),
        verdict=told["verdict"],
        basis=texts("basis"),
        national=told["national"],
        seed=told["seed"],
        needs={table: tuple(columns) for table, columns in told["needs"].items()},
        min_coverage={name: Decimal(share) for name, share in told.get("min_coverage", {}).items()},
        knowledge=texts("knowledge"),
        partition=told["partition"],
        whole=texts("whole"),
        unit=texts("unit"),
        params=params_of(passport),
        evidence=texts("evidence"),
        ask=texts("ask"),
        false_positives=texts("false_positives"),
        sentence=told["sentence"],
        since=told["since"],
        until=told.get("until"),
        reads_raw=told.get("reads_raw", False),
        sql=passport.sql,
        sql_line=passport.sql_line,
        passport=passport.text,
        path=passport.path,
        digest=covered,
        cases=read_cases(passport.path.with_suffix(".cases.toml")),
        template=passport.template,
        awaits=told.get("awaits", {}),
        catalogue=texts("catalogue"),
        slots=passport.slots,
        question=told.get("question", {}),
        equivalent=read_equivalent(passport.path.with_suffix(".cases.toml")),
    )
