"""Record what a person decides: hits become findings, findings are confirmed or rejected."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspector.errors import FindingUnknown
from inspector.findings import EXCLUSIONS, Exclusion, Finding
from inspector.rules import Rule
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import line_facts, raw_hits
from inspector.steps.outcomes import knowledge_of, outcomes
from inspector.steps.packs import kept_pack

Rows = Sequence[Mapping[str, Any]]


@acting("draft")
def from_hits(desk: Desk, rules: Sequence[str] = (), wanted: Sequence[str] = ()) -> list[str]:
    """Open a finding for each hit of `rules` (all, if none named), or for the hits `wanted`.

    A hit that already has its finding is left as it is.

    Returns:
        The ids of the findings opened, in the order of the hits; a finding's id is its hit's.

    Raises:
        RoleForbidden, NotChecked
    """
    grouped = _by_hit(desk, rules, wanted)
    known = desk.findings()
    facts = line_facts(
        desk, [row["bkkp_sn"] for rows in grouped.values() for row in rows if row["bkkp_sn"]]
    )
    context = _context(desk)
    opened = [hit for hit in grouped if hit not in known]
    desk.journal.append_all(
        [("opened", hit, _opened(grouped[hit], facts, context)) for hit in opened]
    )
    return opened


def _by_hit(desk: Desk, rules: Sequence[str], wanted: Sequence[str]) -> dict[str, Rows]:
    grouped: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in raw_hits(desk).to_pylist():
        chosen = row["hit_id"] in wanted if wanted else not rules or row["rule_id"] in rules
        if chosen:
            grouped[row["hit_id"]].append(row)
    return dict(grouped)


def _context(desk: Desk) -> dict[str, Any]:
    ran = {row.rule_id: row for row in outcomes(desk)}
    return {
        "rules": _rules(desk, sorted({row.pack_digest for row in ran.values()})),
        "ran": ran,
        "snapshots": sorted(package.digest for package in desk.case.snapshots),
    }


def _rules(desk: Desk, digests: Sequence[str]) -> dict[tuple[str, str], Rule]:
    """By id and digest, the rules of the packs that were run, as the case kept them."""
    packs = [kept_pack(desk.case.folder / "packs", digest, desk.known) for digest in digests]
    return {(rule.id, rule.digest): rule for pack in packs for rule in pack.rules}


def _opened(rows: Rows, facts: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    first = rows[0]
    ran = context["ran"][first["rule_id"]]
    rule = context["rules"].get((ran.rule_id, ran.rule_digest))
    return {
        "rule": ran.rule_id,
        "rule_digest": ran.rule_digest,
        "pack_digest": ran.pack_digest,
        "knowledge": knowledge_of(ran),
        "snapshots": context["snapshots"],
        "title": {"zh": ran.title_zh, "en": ran.title_en},
        # Weaker than the rule's where the knowledge behind the hit is not settled.
        "verdict_kind": "suspect"
        if any(row["verdict"] == "suspect" for row in rows)
        else ran.verdict,
        "basis": list(rule.basis) if rule else [],
        "params": {name: str(one.value) for name, one in rule.params.items()} if rule else {},
        "lines": [_line(row, facts.get(row["bkkp_sn"], {})) for row in rows if row["bkkp_sn"]],
        "evidence": [_trace(row) for row in rows if not row["bkkp_sn"]],
        "amount": str(sum((row["amount"] for row in rows), Decimal("0.00"))),
    }


def _line(row: Mapping[str, Any], fact: Mapping[str, Any]) -> dict[str, str]:
    named = ("bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "med_list_codg")
    return {
        **{name: row[name] or "" for name in named},
        "name": fact.get("medins_list_name") or "",
        "dept": fact.get("bilg_dept_name") or "",
        "doctor": fact.get("bilg_dr_name") or "",
        "occurred_on": str(row["occurred_on"] or ""),
        "amount": str(row["amount"]),
        "cap": str(fact.get("net_amt", row["amount"])),
    }


def _trace(row: Mapping[str, Any]) -> dict[str, str]:
    named = ("mdtrt_id", "psn_no", "session_id", "drug_trac_codg", "staff_code")
    return {name: row[name] for name in named if row[name]} | {
        "occurred_on": str(row["occurred_on"] or "")
    }


@acting("confirm")
def confirm(
    desk: Desk,
    findings: Sequence[str],
    amount: Decimal | None = None,
    basis: str = "",
    note: str = "",
) -> list[Finding]:
    """Confirm findings (属实), each at `amount` 元, or at what is suspected if none is named.

    Many are one act: all are confirmed, or none.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, AmountOver: nothing was written.
    """
    told = {"verdict": "confirmed", "reason": "", "basis": basis, "note": note}
    verdicts = [
        (one, told | {"amount": str(one.amount if amount is None else amount)})
        for one in _each(desk, findings)
    ]
    return _decide(desk, verdicts)


@acting("reject")
def reject(desk: Desk, findings: Sequence[str], reason: str, note: str = "") -> list[Finding]:
    """Exclude findings (排除) for a reason of the list, which feeds false-positive counts.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, ReasonUnknown, NoteMissing: nothing was
            written.
    """
    told = {"verdict": "rejected", "amount": "0.00", "basis": "", "reason": reason, "note": note}
    return _decide(desk, [(one, told) for one in _each(desk, findings)])


def _decide(desk: Desk, verdicts: Sequence[tuple[Finding, dict[str, str]]]) -> list[Finding]:
    desk.journal.append_all([("verdict", found.id, told) for found, told in verdicts])
    folded = desk.findings()
    return [folded[found.id] for found, _ in verdicts]


@acting("draft")
def annotate(desk: Desk, findings: Sequence[str], note: str) -> None:
    """Keep a note with each finding; their states stay as they are.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden: nothing was written.
    """
    found = _each(desk, findings)
    desk.journal.append_all([("noted", one.id, {"note": note}) for one in found])


def reasons() -> Mapping[str, Exclusion]:
    """The exclusion reasons by code."""
    return EXCLUSIONS


def find(desk: Desk, finding: str) -> Finding:
    """One finding by its id, or by the beginning of it if that names one only.

    Raises:
        FindingUnknown
    """
    return _each(desk, [finding])[0]


def _each(desk: Desk, names: Sequence[str]) -> list[Finding]:
    findings = desk.findings()
    return [_named(findings, name) for name in names]


def _named(findings: Mapping[str, Finding], name: str) -> Finding:
    if name in findings:
        return findings[name]
    begin_so = [found for key, found in findings.items() if key.startswith(name)]
    if len(begin_so) != 1:
        raise FindingUnknown(finding=name)
    return begin_so[0]
