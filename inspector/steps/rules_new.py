"""A rule of one's own on site: try it, keep it, change it, withdraw it, hand it to the office.

The rules kept lie in the case's folder of packs, one pack, in the clear as every pack there: they
hold item codes and limits, nothing of a patient. Nobody signed for them, so they never say breach.
A number is used once: a rule withdrawn leaves its findings, and no other rule takes its name.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from inspector.errors import FileExists, RuleUnknown
from inspector.i18n import say
from inspector.rules import (
    Pack,
    Rule,
    Written,
    leave_only,
    load_pack,
    pack_file,
    rule_id,
    rule_number,
    run_rule,
    take_out,
    unpack,
    write_draft,
)
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.packs import local_pack, prove
from inspector.steps.rule_form import site_pack
from inspector.steps.rule_tried import DryRun, told
from inspector.whole import sync_folder, write_whole

_KEPT, _RETIRED = "rule-kept", "rule-retired"


@acting("check")
def dry_run(desk: Desk, draft: Written, seed: str = "", *, instead_of: str = "") -> DryRun:
    """Try the draft on its own cases, then on the case; nothing is kept.

    Args:
        instead_of: the rule of this case that it would change; a new one, if left out.

    Raises:
        RuleDraftInvalid, RuleFileInvalid, RuleCaseFailed: it is not a rule yet. RuleUnknown.
    """
    with _with_draft(desk, draft, instead_of) as (pack, rule, _):
        outcome = run_rule(rule, pack, desk.engine())
    return told(desk, rule, outcome, seed or secrets.token_hex(4))


@acting("check")
def keep_rule(desk: Desk, draft: Written, *, instead_of: str = "") -> str:
    """Keep the draft as a rule of this case: from now on `check` runs it too.

    Args:
        instead_of: the rule of this case that it changes; a new one, if left out.

    Returns:
        Its id.

    Raises:
        RuleDraftInvalid, RuleFileInvalid, RuleCaseFailed, RuleUnknown: nothing was kept.
    """
    changed = {"instead_of": _own(desk, instead_of).digest} if instead_of else {}
    with _with_draft(desk, draft, instead_of) as (_, rule, folder):
        write_whole(local_pack(desk.case.folder), pack_file(folder))
    desk.note(_KEPT, {"rule": rule.id, "digest": rule.digest, **changed})
    return rule.id


@acting("check")
def retire_rule(desk: Desk, rule: str, reason: str) -> None:
    """Withdraw a rule of this case: `check` runs it no more; what it found stays as recorded.

    Raises:
        RuleUnknown: this case has no such rule of its own.
    """
    gone = _own(desk, rule)
    path = local_pack(desk.case.folder)
    if len(local_rules(desk)) == 1:
        path.unlink()
        sync_folder(path.parent)
    else:
        with _laid_out(desk) as folder:
            take_out(folder, rule_number(rule), _version(desk))
            write_whole(path, pack_file(folder))
    desk.note(_RETIRED, {"rule": gone.id, "digest": gone.digest, "reason": reason})


def local_rules(desk: Desk) -> list[Rule]:
    """The rules written on site for this case."""
    pack = site_pack(desk)
    return list(pack.rules) if pack else []


def export_draft(desk: Desk, rule: str, out: Path) -> list[Path]:
    """Write a rule of this case into the folder `out` as a pack of its own, for the office.

    Returns:
        The files, in the order of their names; the office completes and signs them.

    Raises:
        RuleUnknown: this case has no such rule of its own. FileExists: something is in `out`.
    """
    _own(desk, rule)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExists(path=str(out))
    with _laid_out(desk) as folder:
        leave_only(folder, rule_number(rule), say("rules.draft.for-office", id=rule))
        prove(load_pack(folder))
        copytree(folder, out, dirs_exist_ok=True)
    return sorted(path for path in out.rglob("*") if path.is_file())


def _own(desk: Desk, rule: str) -> Rule:
    found = next((one for one in local_rules(desk) if one.id == rule), None)
    if found is None:
        raise RuleUnknown(rule=rule)
    return found


@contextmanager
def _with_draft(desk: Desk, draft: Written, instead_of: str) -> Iterator[tuple[Pack, Rule, Path]]:
    """The case's own pack with the draft in it, proved, laid out for a moment."""
    number = rule_number(_own(desk, instead_of).id) if instead_of else _next(desk)
    with _laid_out(desk) as folder:
        write_draft(folder, draft, number, _version(desk))
        pack = load_pack(folder)
        prove(pack)
        yield pack, next(one for one in pack.rules if one.id == rule_id(number)), folder


def _next(desk: Desk) -> int:
    """The next number, counting the rules that were withdrawn."""
    kept = [event.body["rule"] for event in desk.journal.events() if event.kind == _KEPT]
    there = [one.id for one in local_rules(desk)]
    return 1 + max(map(rule_number, [*kept, *there]), default=0)


def _version(desk: Desk) -> int:
    """The pack's next version: every rule kept, changed or withdrawn makes one."""
    return 1 + sum(event.kind in (_KEPT, _RETIRED) for event in desk.journal.events())


@contextmanager
def _laid_out(desk: Desk) -> Iterator[Path]:
    path = local_pack(desk.case.folder)
    with TemporaryDirectory(prefix="inspector-") as name:
        folder = Path(name)
        if path.is_file():
            unpack(path, folder)
        yield folder
