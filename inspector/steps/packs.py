"""Rule packs: the shipped ones, loaded and proved on their own cases, explained to people."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from inspector import __version__, knowledge, shipped
from inspector.errors import (
    FileExists,
    PackageDamaged,
    PackageRolledBack,
    PackMissing,
    RuleCaseFailed,
    RuleUnknown,
)
from inspector.i18n import language
from inspector.rules import (
    OWED,
    SUFFIX,
    CaseResult,
    Pack,
    Problem,
    Rule,
    dotted,
    lint,
    load_pack,
    pack_file,
    proved_on,
    try_rule,
)
from inspector.steps.feedback import feedback_on
from inspector.trust import Card, Identity, TrustStore, allow, canonical, digest, home
from inspector.whole import write_whole
from inspector.workspace import blank_engine

Known = Callable[[str], Card | None]


@dataclass(frozen=True)
class RuleCard:
    """A rule as a person reads it, in the language in force."""

    id: str
    title: str
    verdict: str
    sentence: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """Part (basis, params, evidence, ask, false-positives) and its lines, in reading order."""


def shipped_packs() -> list[Path]:
    """The rule packs that travel with the program, by name."""
    return sorted(file.parent for file in shipped.folder("rulepacks").glob("*/pack.toml"))


def local_pack(case: Path) -> Path:
    """Where the case in the folder `case` keeps the rules written on site for it."""
    return case / "packs" / f"local{SUFFIX}"


def packs_for(case: Path) -> list[Path]:
    """The packs a check of the case runs if none is named: the shipped ones, then its own."""
    own = local_pack(case)
    return [*shipped_packs(), *([own] if own.is_file() else [])]


def load_packs(
    packs: Sequence[Path] = (), known: Known | None = None, *, older: bool = False
) -> list[Pack]:
    """The packs asked for, else the shipped ones, each tried on its own cases.

    Args:
        packs: folders, or `.pack` files.
        known: whose signature counts; those trusted directly, if left out.
        older: let a version pass that is older than one seen here before.

    Raises:
        PackInvalid, RuleFileInvalid, RuleCaseFailed, PackageDamaged, PackageRolledBack: nothing
            has been run.
    """
    store = TrustStore(home())
    loaded = [load_pack(path, known or store.find) for path in packs or shipped_packs()]
    for pack in loaded:
        if not older:
            _not_older_than_seen(pack, store)
        _prove_once(pack)
    for pack in loaded:
        if pack.standing != "local":
            store.raise_floor(_line_of(pack), pack.number)
    return _with_library(loaded, known or store.find)


def _with_library(packs: Sequence[Pack], known: Known) -> list[Pack]:
    """The packs with what was imported laid over their own rows.

    Cases are tried before, on the pack's own: what is imported may not break a proof.
    """
    library = knowledge.layers(home() / "knowledge")
    return [load_pack(one.path, known, library=library) if library else one for one in packs]


def _line_of(pack: Pack) -> str:
    return f"rule-pack {pack.name}"


def _not_older_than_seen(pack: Pack, store: TrustStore) -> None:
    """A pack nobody answers for is held to no version: it may be an old one, edited."""
    floor = store.floor(_line_of(pack))
    if pack.standing != "local" and pack.number < floor:
        raise PackageRolledBack(path=str(pack.path), version=pack.version, floor=dotted(floor))


def _prove_once(pack: Pack) -> None:
    """A pack's digest covers every byte of it: what held for it here holds until one changes.

    The note is tied to the program and the engine too, since either could read a rule otherwise.
    The release tried its own packs on the engine it names; another engine has to try them here.
    """
    if pack.standing == "shipped" and version("duckdb") == proved_on():
        return
    made = digest(canonical([rule.digest for rule in pack.rules]))
    about = [pack.digest, made, __version__, version("duckdb")]
    note = home() / "proved" / digest(canonical(about)).removeprefix("sha256:")
    if not note.exists():
        prove(pack)
        write_whole(note, canonical(about))


def keep_pack(pack: Pack, folder: Path) -> Path:
    """Keep the pack as it was used, under its digest: the run can be repeated from the case."""
    kept = folder / f"{pack.digest.removeprefix('sha256:')}{SUFFIX}"
    if not kept.exists():
        whole = pack.path.read_bytes() if pack.path.is_file() else pack_file(pack.path)
        write_whole(kept, whole)
    return kept


def kept_pack(folder: Path, covered: str, known: Known) -> Pack:
    """The pack of the digest `covered` as `keep_pack` kept it.

    Raises:
        PackMissing: it was never kept, or is gone. PackageDamaged: it is not what was kept.
    """
    path = folder / f"{covered.removeprefix('sha256:')}{SUFFIX}"
    if not path.is_file():
        raise PackMissing(path=str(path))
    pack = load_pack(path, known)
    if pack.digest != covered:
        raise PackageDamaged(path=str(path), entry="manifest.json", problem="digest")
    return pack


def sign_folder(folder: Path, signer: Identity, out: Path) -> Pack:
    """Prove the pack in `folder` and write it to `out` as one signed file.

    Raises:
        RoleForbidden, PackInvalid, RuleFileInvalid, RuleCaseFailed: nothing was written.
        FileExists: `out` is there already.
    """
    allow(signer.card, "sign-pack")
    if out.exists():
        raise FileExists(path=str(out))
    prove(load_pack(folder), signed=True)
    write_whole(out, pack_file(folder, signer))
    return load_pack(out, {signer.card.key_id: signer.card}.get)


def prove(pack: Pack, *, signed: bool = False) -> None:
    """Lint a pack and try each of its rules on its own cases.

    A rule saved from a question may run before it has cases; it may not be `signed` so.

    Raises:
        RuleFileInvalid, RuleCaseFailed: the first problem, with its place.
    """
    for problem in lint(pack):
        if signed or problem.check != OWED:
            raise problem.as_error()
    for rule in pack.rules:
        for result in try_rule(rule, pack, blank_engine):
            if not result.ok:
                raise RuleCaseFailed(
                    rule=rule.id,
                    case=result.case,
                    expected=result.expected,
                    got=result.got,
                    path=str(rule.path),
                )


def packs(folders: Sequence[Path] = ()) -> list[Pack]:
    """The packs in `folders`, else the shipped ones; loaded, not yet tried.

    Raises:
        PackInvalid, RuleFileInvalid
    """
    return [load_pack(folder) for folder in folders or shipped_packs()]


def rule_of(rule_id: str, folders: Sequence[Path] = ()) -> Rule:
    """One rule by its id.

    Raises:
        RuleUnknown
    """
    for pack in packs(folders):
        for rule in pack.rules:
            if rule.id == rule_id:
                return rule
    raise RuleUnknown(rule=rule_id)


def rule_card(rule_id: str, folders: Sequence[Path] = ()) -> RuleCard:
    """What the rule does, by which law, what to look at, what to ask.

    Raises:
        RuleUnknown
    """
    return card_of(rule_of(rule_id, folders))


def card_of(rule: Rule) -> RuleCard:
    """The same of a rule at hand, in the language in force."""
    params = tuple(f"{name} = {one.value}  {one.note}" for name, one in rule.params.items())
    parts = {
        "basis": rule.basis,
        "params": params,
        "evidence": rule.evidence,
        "ask": rule.ask,
        "false-positives": rule.false_positives,
        "feedback": feedback_on(rule.id),
    }
    return RuleCard(
        rule.id,
        rule.title[language()],
        rule.verdict,
        rule.sentence[language()],
        tuple((part, tuple(lines)) for part, lines in parts.items() if lines),
    )


def lint_packs(folders: Sequence[Path] = ()) -> list[Problem]:
    """Every problem of every pack, with file and line."""
    return [problem for pack in packs(folders) for problem in lint(pack)]


def try_packs(
    folders: Sequence[Path] = (), rules: Sequence[str] = ()
) -> Iterator[tuple[str, list[CaseResult]]]:
    """Each rule, or each of `rules`, with the results of its own cases.

    Raises:
        RuleUnknown: none of the packs has it; nothing was tried.
    """
    every = [(pack, rule) for pack in packs(folders) for rule in pack.rules]
    if unknown := sorted(set(rules) - {rule.id for _, rule in every}):
        raise RuleUnknown(rule=unknown[0])
    for pack, rule in every:
        if not rules or rule.id in rules:
            yield rule.id, list(try_rule(rule, pack, blank_engine))
