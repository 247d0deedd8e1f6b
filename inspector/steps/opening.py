"""What a finding is opened with: its hit's rows, what the fee lines say, and what it rests on.

All of it is in the event, so that years later nobody has to ask the snapshot what was meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.rules import Rule
from inspector.steps.desk import Desk
from inspector.steps.hits import line_facts
from inspector.steps.outcomes import OutcomeRow, knowledge_of, outcomes
from inspector.steps.packs import kept_pack

Rows = Sequence[Mapping[str, Any]]
_NOTHING = Decimal("0.00")
BY_HAND = "manual"
"""Stands for the rule of what a person recorded."""
_BLANK = {"psn_no": "", "occurred_on": ""}


@dataclass(frozen=True)
class Basis:
    """What findings of the last check rest on."""

    snapshots: tuple[str, ...]
    period: tuple[str, str]
    ran: Mapping[str, OutcomeRow]
    rules: Mapping[tuple[str, str], Rule]
    facts: Mapping[str, Mapping[str, Any]]
    """By fee line."""
    settlements: Mapping[str, Mapping[str, str]]


def resting_on(desk: Desk, rows: Rows) -> Basis:
    """What the findings of these hit rows rest on, read once for all of them."""
    ran = {row.rule_id: row for row in outcomes(desk)}
    packages = desk.case.snapshots
    facts = line_facts(desk, [row["bkkp_sn"] for row in rows if row["bkkp_sn"]])
    settled = {row["setl_id"] for row in rows} | {fact["setl_id"] for fact in facts.values()}
    return Basis(
        snapshots=tuple(sorted(package.digest for package in packages)),
        period=(
            min(package.manifest.period_from for package in packages).isoformat(),
            max(package.manifest.period_to for package in packages).isoformat(),
        ),
        ran=ran,
        rules=_rules(desk, sorted({row.pack_digest for row in ran.values()})),
        facts=facts,
        settlements=_settlements(desk, sorted(filter(None, settled))),
    )


def _rules(desk: Desk, digests: Sequence[str]) -> dict[tuple[str, str], Rule]:
    """By id and digest, the rules of the packs that were run, as the case kept them."""
    packs = [kept_pack(desk.case.folder / "packs", digest, desk.known) for digest in digests]
    return {(rule.id, rule.digest): rule for pack in packs for rule in pack.rules}


def _settlements(desk: Desk, wanted: Sequence[str]) -> dict[str, dict[str, str]]:
    """What the fund paid of which whole, by settlement; one that does not say is left out."""
    if not wanted or "setl_d" not in desk.engine().tables:
        return {}
    rows = desk.engine().con.execute(
        "SELECT setl_id, fund_pay_sumamt, medfee_sumamt FROM setl_d"
        " WHERE setl_id IN (SELECT unnest($wanted))"
        " AND fund_pay_sumamt IS NOT NULL AND medfee_sumamt IS NOT NULL",
        {"wanted": list(wanted)},
    )
    return {name: {"fund": str(fund), "total": str(total)} for name, fund, total in rows.fetchall()}


def by_hand(desk: Desk, title: str, lines: Sequence[str], basis: Sequence[str]) -> dict[str, Any]:
    """The body of the event that opens a finding no rule made, of those of `lines` there are."""
    facts = line_facts(desk, lines)
    settled = sorted({fact["setl_id"] for fact in facts.values() if fact["setl_id"]})
    rows = [_line(_BLANK | fact | {"amount": fact["net_amt"]}, fact) for fact in facts.values()]
    return {
        "rule": BY_HAND,
        "rule_digest": "",
        "snapshots": sorted(package.digest for package in desk.case.snapshots),
        "title": {"zh": title, "en": title},
        "verdict_kind": "suspect",
        "basis": list(basis),
        "params": {},
        "lines": sorted(rows, key=lambda line: line["bkkp_sn"]),
        "amount": str(sum((Decimal(line["amount"]) for line in rows), _NOTHING)),
        "settlements": _settlements(desk, settled),
    }


def opened(rows: Rows, on: Basis) -> dict[str, Any]:
    """The body of the event that opens the finding of one hit."""
    first = rows[0]
    ran = on.ran[first["rule_id"]]
    rule = on.rules.get((ran.rule_id, ran.rule_digest))
    lines = [_line(row, on.facts.get(row["bkkp_sn"], {})) for row in rows if row["bkkp_sn"]]
    settled = sorted({line["setl_id"] for line in lines} & on.settlements.keys())
    return {
        "rule": ran.rule_id,
        "rule_digest": ran.rule_digest,
        "pack_digest": ran.pack_digest,
        "knowledge": knowledge_of(ran),
        "snapshots": list(on.snapshots),
        "title": {"zh": ran.title_zh, "en": ran.title_en},
        # Weaker than the rule's where the knowledge behind the hit is not settled.
        "verdict_kind": "suspect"
        if any(row["verdict"] == "suspect" for row in rows)
        else ran.verdict,
        "basis": list(rule.basis) if rule else [],
        "params": {name: str(one.value) for name, one in rule.params.items()} if rule else {},
        "lines": lines,
        "evidence": [_trace(row) for row in rows if not row["bkkp_sn"]],
        "amount": str(sum((row["amount"] for row in rows), _NOTHING)),
        "therapist": "、".join(_therapists(rows)),
        "scope": _scope(ran, rule, on.period),
        "settlements": {name: dict(on.settlements[name]) for name in settled},
    }


def _scope(ran: OutcomeRow, rule: Rule | None, period: tuple[str, str]) -> dict[str, Any]:
    """The 口径 card: which amount, of which rows, over which whole, in which days."""
    raw = rule is not None and rule.reads_raw
    filters = [f"{name} >= {share}" for name, share in rule.min_coverage.items()] if rule else []
    return {
        "amount_field": f"{'fee_list_d' if raw else 'fee_net'}.det_item_fee_sumamt",
        "refunds": "as-received" if raw else "netted",
        "filters": [*filters, *(f"knowledge {name}" for name in (rule.knowledge if rule else ()))],
        "unit": list(rule.unit) if rule else [],
        "numerator": {"hits": ran.hits, "rows": ran.rows, "amount": str(ran.amount)},
        "denominator": {"rows": ran.rows_read, "amount": str(ran.amount_read)},
        "period": list(period),
        "conduct": [rule.since.isoformat(), rule.until.isoformat() if rule.until else ""]
        if rule
        else [],
    }


def _therapists(rows: Rows) -> list[str]:
    return sorted({row["staff_code"] for row in rows if row["session_id"] and row["staff_code"]})


def _line(row: Mapping[str, Any], fact: Mapping[str, Any]) -> dict[str, str]:
    named = ("bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "med_list_codg")
    return {
        **{name: row[name] or fact.get(name) or "" for name in named},
        "name": fact.get("medins_list_name") or "",
        "dept": fact.get("bilg_dept_name") or "",
        "doctor": fact.get("bilg_dr_name") or "",
        "occurred_on": str(row["occurred_on"] or fact.get("fee_ocur_time") or ""),
        "amount": str(row["amount"]),
        "cap": str(fact.get("net_amt", row["amount"])),
    }


def _trace(row: Mapping[str, Any]) -> dict[str, str]:
    named = ("mdtrt_id", "psn_no", "session_id", "drug_trac_codg", "staff_code")
    return {name: row[name] for name in named if row[name]} | {
        "occurred_on": str(row["occurred_on"] or "")
    }
