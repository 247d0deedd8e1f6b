"""What a form is filled from: the items a hospital charged, a confirmed finding, a rule kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.errors import RuleUnknown, RuleWithoutForm
from inspector.query import filled
from inspector.rules import (
    Draft,
    Item,
    Pack,
    Question,
    Written,
    draft_of,
    load_pack,
    question_of,
    written_with,
    wrong,
)
from inspector.steps.check import KNOWLEDGE
from inspector.steps.desk import Desk
from inspector.steps.packs import kept_pack, local_pack
from inspector.steps.questions import find_question
from inspector.steps.record import find


@dataclass(frozen=True)
class FeeItem:
    """An item of the case's fee lines, refunds netted; money in 元."""

    code: str
    name: str
    lines: int
    amount: Decimal


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


def from_finding(desk: Desk, finding: str) -> Draft:
    """A form filled from a confirmed finding: its rule's template and limits, and its items.

    Raises:
        FindingUnknown, PackMissing, PackageDamaged: what it was made of is not there.
        RuleDraftInvalid: it is not confirmed. RuleWithoutForm: no form makes such a rule.
    """
    one = find(desk, finding)
    if not one.stands:
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


def from_question(desk: Desk, name: str, values: Mapping[str, str]) -> Question:
    """The question kept under `name`, its parameters filled, as a rule that has no title yet.

    Raises:
        QuestionUnknown, ParameterOpen
    """
    return Question(name, filled(find_question(desk, name).sql, values), "")


def from_kept(desk: Desk, rule: str) -> Written:
    """The form of a rule written on site, as it was filled in.

    Raises:
        RuleUnknown: this case has no such rule of its own. RuleWithoutForm: no form makes it.
    """
    pack = site_pack(desk)
    found = next((one for one in (pack.rules if pack else ()) if one.id == rule), None)
    if pack is None or found is None:
        raise RuleUnknown(rule=rule)
    rows = [row for name in found.knowledge for row in pack.knowledge[name].to_pylist()]
    draft = question_of(found) or written_with(found, rows)
    if draft is None:
        raise RuleWithoutForm(rule=rule)
    return draft


def site_pack(desk: Desk) -> Pack | None:
    """The pack of the rules written on site for this case; None before the first."""
    path = local_pack(desk.case.folder)
    return load_pack(path) if path.is_file() else None
