"""Rule packs: the shipped ones, loaded and proved on their own cases, explained to people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from inspector import __version__, shipped
from inspector.errors import RuleCaseFailed, RuleUnknown
from inspector.i18n import language
from inspector.rules import CaseResult, Pack, Problem, Rule, lint, load_pack, try_rule
from inspector.trust import canonical, digest, home
from inspector.whole import write_whole
from inspector.workspace import blank_engine


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


def load_packs(packs: Sequence[Path] = ()) -> list[Pack]:
    """The packs asked for, else the shipped ones, each tried on its own cases.

    Raises:
        PackInvalid, RuleFileInvalid, RuleCaseFailed: nothing has been run.
    """
    loaded = [load_pack(folder) for folder in packs or shipped_packs()]
    for pack in loaded:
        _prove_once(pack)
    return loaded


def _prove_once(pack: Pack) -> None:
    """A pack's digest covers every byte of it: what held for it here holds until one changes.

    The note is tied to the program and the engine too, since either could read a rule otherwise.
    """
    about = [pack.digest, __version__, version("duckdb")]
    note = home() / "proved" / digest(canonical(about)).removeprefix("sha256:")
    if not note.exists():
        prove(pack)
        write_whole(note, canonical(about))


def keep_pack(pack: Pack, folder: Path) -> Path:
    """Keep the pack as it was used under its digest, so that the run can be repeated from the case.

    A ZIP of stored entries in the order of their names; the same pack gives the same bytes.
    """
    kept = folder / f"{pack.digest.removeprefix('sha256:')}.pack"
    if not kept.exists():
        sink = BytesIO()
        with ZipFile(sink, "w") as archive:
            for file in sorted(path for path in pack.path.rglob("*") if path.is_file()):
                archive.writestr(ZipInfo(file.relative_to(pack.path).as_posix()), file.read_bytes())
        write_whole(kept, sink.getvalue())
    return kept


def prove(pack: Pack) -> None:
    """Lint a pack and try each of its rules on its own cases.

    Raises:
        RuleFileInvalid, RuleCaseFailed: the first problem, with its place.
    """
    for problem in lint(pack):
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
    rule = rule_of(rule_id, folders)
    params = tuple(f"{name} = {one.value}  {one.note}" for name, one in rule.params.items())
    parts = {
        "basis": rule.basis,
        "params": params,
        "evidence": rule.evidence,
        "ask": rule.ask,
        "false-positives": rule.false_positives,
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


def try_packs(folders: Sequence[Path] = ()) -> Iterator[tuple[str, list[CaseResult]]]:
    """Each rule with the results of its own cases."""
    for pack in packs(folders):
        for rule in pack.rules:
            yield rule.id, list(try_rule(rule, pack, blank_engine))
