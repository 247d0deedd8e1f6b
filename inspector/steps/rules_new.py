"""A rule of one's own on site: fill a form, look at what it would find, keep it with the case.

The rules kept lie in the case's folder of packs, one pack, in the clear as every pack there: they
hold item codes and limits, nothing of a patient. Nobody signed for them, so they never say breach.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from inspector.errors import FileExists, RuleUnknown, RuleWithoutForm
from inspector.i18n import say
from inspector.rules import (
    Draft,
    Item,
    Outcome,
    Pack,
    Rule,
    draft_of,
    load_pack,
    pack_file,
    rule_id,
    run_rule,
    tell,
    unpack,
    write_draft,
    wrong,
)
from inspector.statistics import draw
from inspector.steps.acting import acting
from inspector.steps.check import KNOWLEDGE
from inspector.steps.desk import Desk
from inspector.steps.hits import line_facts
from inspector.steps.packs import kept_pack, local_pack, prove
from inspector.steps.record import find
from inspector.whole import write_whole

_EXAMPLES = 5
_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class FeeItem:
    """An item of the case's fee lines, refunds netted; money in 元."""

    code: str
    name: str
    lines: int
    amount: Decimal


@dataclass(frozen=True)
class Part:
    """What one department or month has of the hits; money in 元."""

    name: str
    hits: int
    amount: Decimal


@dataclass(frozen=True)
class DryRun:
    """What a rule would find, before it is kept; `examples` were drawn with `seed`."""

    rule_id: str
    status: str
    why: str
    hits: int
    rows: int
    amount: Decimal
    rows_read: int
    seed: str
    examples: tuple[str, ...]
    departments: tuple[Part, ...]
    months: tuple[Part, ...]
    digest: str
    """Of the rule, so that what was seen and what is kept can be told to be one."""


def fee_items(desk: Desk) -> list[FeeItem]:
    """Every item the hospital charged, by its money, the most first."""
    found = desk.engine().con.execute(
        "SELECT med_list_codg, coalesce(min(medins_list_name), ''), count(*), "
        "coalesce(sum(det_item_fee_sumamt), 0) FROM fee_net WHERE med_list_codg <> '' "
        "GROUP BY med_list_codg ORDER BY 4 DESC, 1"
    )
    return [FeeItem(*row) for row in found.fetchall()]


def matching(items: Sequence[FeeItem], text: str) -> list[FeeItem]:
    """The items whose code begins with `text`, or whose name has all of its words."""
    words = text.lower().split()
    return [
        one
        for one in items
        if one.code.lower().startswith(text.lower().strip())
        or all(word in one.name.lower() for word in words)
    ]


def item_of(items: Sequence[FeeItem], text: str) -> Item:
    """The one item that `text` names: its code, or a part of its name that no other has.

    Raises:
        RuleDraftInvalid: none, or several.
    """
    exact = [one for one in items if text in (one.code, one.name)]
    found = exact or matching(items, text)
    if not found:
        raise wrong("item-unknown", code=text)
    if len(found) > 1:
        raise wrong("item-several", text=text, count=len(found))
    return Item(found[0].code, found[0].name)


@acting("check")
def dry_run(desk: Desk, draft: Draft, seed: str = "") -> DryRun:
    """Try the draft on its own cases, then on the case; nothing is kept.

    Raises:
        RuleDraftInvalid, RuleFileInvalid, RuleCaseFailed: it is not a rule yet.
    """
    with _with_draft(desk, draft) as (pack, rule, _):
        outcome = run_rule(rule, pack, desk.engine())
    return _told(desk, rule, outcome, seed or secrets.token_hex(4))


@acting("check")
def keep_rule(desk: Desk, draft: Draft) -> str:
    """Keep the draft as a rule of this case: from now on `check` runs it too.

    Returns:
        Its id.

    Raises:
        RuleDraftInvalid, RuleFileInvalid, RuleCaseFailed: nothing was kept.
    """
    with _with_draft(desk, draft) as (_, rule, folder):
        write_whole(local_pack(desk.case.folder), pack_file(folder))
    desk.note("rule-kept", {"rule": rule.id, "digest": rule.digest})
    return rule.id


def local_rules(desk: Desk) -> list[Rule]:
    """The rules written on site for this case."""
    path = local_pack(desk.case.folder)
    return list(load_pack(path).rules) if path.is_file() else []


@contextmanager
def _with_draft(desk: Desk, draft: Draft) -> Iterator[tuple[Pack, Rule, Path]]:
    """The case's own pack with the draft in it, proved, laid out for a moment."""
    number = 1 + max((int(one.id.rpartition("-")[2]) for one in local_rules(desk)), default=0)
    with _laid_out(desk) as folder:
        write_draft(folder, draft, number)
        pack = load_pack(folder)
        prove(pack)
        yield pack, next(one for one in pack.rules if one.id == rule_id(number)), folder


@contextmanager
def _laid_out(desk: Desk) -> Iterator[Path]:
    path = local_pack(desk.case.folder)
    with TemporaryDirectory(prefix="inspector-") as name:
        folder = Path(name)
        if path.is_file():
            unpack(path, folder)
        yield folder


def _told(desk: Desk, rule: Rule, outcome: Outcome, seed: str) -> DryRun:
    rows = desk.masks().table(outcome.table).to_pylist()
    by_hit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_hit[row["hit_id"]].append(row)
    drawn = draw(by_hit, min(_EXAMPLES, len(by_hit)), seed) if by_hit else []
    facts = line_facts(desk, [row["bkkp_sn"] for row in rows if row["bkkp_sn"]])
    depts = [facts.get(row["bkkp_sn"], {}).get("bilg_dept_name") or "" for row in rows]
    months = [f"{row['occurred_on']:%Y-%m}" if row["occurred_on"] else "" for row in rows]
    return DryRun(
        rule_id=rule.id,
        status=outcome.status,
        why=outcome.reason.said(),
        hits=outcome.hits,
        rows=outcome.rows,
        amount=outcome.amount,
        rows_read=outcome.rows_read,
        seed=seed,
        examples=tuple(tell(rule, by_hit[hit]) for hit in drawn),
        departments=tuple(sorted(_parts(rows, depts), key=lambda part: (-part.amount, part.name))),
        months=tuple(sorted(_parts(rows, months), key=lambda part: part.name)),
        digest=rule.digest,
    )


def _parts(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[Part]:
    hits: dict[str, set[str]] = defaultdict(set)
    money: dict[str, Decimal] = defaultdict(lambda: _NOTHING)
    for row, name in zip(rows, names, strict=True):
        hits[name].add(row["hit_id"])
        money[name] += row["amount"]
    return [Part(name, len(hits[name]), money[name]) for name in hits]


def from_finding(desk: Desk, finding: str) -> Draft:
    """A form filled from a confirmed finding: its rule's template and limits, and its items.

    Raises:
        FindingUnknown, PackMissing, PackageDamaged: what it was made of is not there.
        RuleDraftInvalid: it is not confirmed. RuleWithoutForm: no form makes such a rule.
    """
    one = find(desk, finding)
    if one.state != "confirmed":
        raise wrong("finding-open", finding=one.id)
    told = next(event.body for event in one.history if event.kind == "opened")
    pack = kept_pack(desk.case.folder / "packs", told["pack_digest"], desk.known)
    rule = next(rule for rule in pack.rules if rule.digest == told["rule_digest"])
    items = {line["med_list_codg"]: line["name"] for line in told["lines"]}
    joined = [_joined(desk, digest) for digest in told["knowledge"].values()]
    draft = draft_of(
        rule,
        [Item(code, name) for code, name in sorted(items.items())],
        [row for rows in joined for row in rows],
    )
    if draft is None:
        raise RuleWithoutForm(finding=one.id, rule=one.rule_id)
    return draft


def _joined(desk: Desk, digest: str) -> list[dict[str, Any]]:
    table = desk.case.kept(KNOWLEDGE + digest.removeprefix("sha256:"))
    return table.to_pylist() if table is not None else []


def export_draft(desk: Desk, rule: str, out: Path) -> list[Path]:
    """Write a rule of this case into the folder `out` as a pack of its own, for the office.

    Returns:
        The files, in the order of their names; the office completes and signs them.

    Raises:
        RuleUnknown: this case has no such rule of its own. FileExists: something is in `out`.
    """
    found = next((one for one in local_rules(desk) if one.id == rule), None)
    if found is None:
        raise RuleUnknown(rule=rule)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExists(path=str(out))
    with _laid_out(desk) as folder:
        _alone(folder, found)
        prove(load_pack(folder))
        copytree(folder, out, dirs_exist_ok=True)
    return sorted(path for path in out.rglob("*") if path.is_file())


def _alone(folder: Path, rule: Rule) -> None:
    """Leave only what belongs to `rule` in the pack laid out."""
    mine = {rule.path.stem, *rule.knowledge}
    for path in [*folder.glob("*/*.*"), *folder.glob("*.json")]:
        if path.name.partition(".")[0] not in mine:
            path.unlink()
    head, *tables = (folder / "pack.toml").read_text("utf-8").split("\n[knowledge.")
    kept = [table for table in tables if table.partition("]")[0] in mine]
    text = "\n[knowledge.".join([head.replace('name = "local"', 'name = "draft"'), *kept])
    comment = say("rules.draft.for-office", id=rule.id)
    (folder / "pack.toml").write_text(f"# {comment}\n{text}", "utf-8")
