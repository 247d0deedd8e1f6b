"""Bundles as teams hand them in, for `benchmarks.gather`: sealed, signed, each of its own hospital.

The report of a few teams is drawn and signed once and goes into every bundle, under facts that name
its own case, hospital and journal; every event is signed by who did it, and nothing is left out
that a supervisor's program checks.
"""

import json
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from inspector.findings import FIRST, Event, pack_events, sign_event
from inspector.report import build_bundle, read_report, sign_report_folder, write_report
from inspector.steps.report import HITS
from inspector.steps.submit import JOURNAL
from inspector.trust import (
    Card,
    Identity,
    TrustStore,
    canonical,
    digest,
    envelope,
    make_roster,
    new_identity,
)
from tests.rooms.report_sample import finding, line, sample

INSPECTION = "样例检查"
_OFFICE = "office.pickle"
RULES = {
    "XY2-03": {"zh": "重复收费", "en": "Charged twice"},
    "SES-01": {"zh": "无治疗记录收费", "en": "Charged without a session"},
    "XY2-11": {"zh": "超标准收费", "en": "Price over the ceiling"},
}
MOVES = ("take-up", "verify", "evidence")
REGISTER = (
    *[{"level": "二级", "kind": kind} for kind in ("综合", "康复", "中医")],
    *[{"level": level, "kind": "综合"} for level in ("三级甲等", "一级")],
    *[{"level": level, "kind": "综合"} for level in ("社区", "诊所")],
)
"""What the hospitals are, in turn."""
_BASIS = (
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
)


@dataclass(frozen=True)
class Office:
    """The people of one inspection, and the signed reports their bundles hold."""

    supervisor: Identity
    lead: Identity
    inspector: Identity
    reports: tuple[Path, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        return (self.lead.card, self.inspector.card)


def found_office(folder: Path, findings: int, reports: int = 8) -> Office:
    """Make the people, trust them in `folder/home`, and draw and sign the reports."""
    authority = new_identity("某省医保局", "authority")
    lead = new_identity("张检查", "lead", cert_no="ZJ-0017")
    inspector = new_identity("李检查", "inspector", cert_no="ZJ-0023")
    supervisor = new_identity("周督导", "supervisor")
    trusted = TrustStore(folder / "home")
    trusted.trust(authority.card)
    cards = [one.card for one in (lead, inspector, supervisor)]
    until = date.today() + timedelta(days=30)
    trusted.accept_roster(make_roster(INSPECTION, cards, authority, valid_to=until))
    made = tuple(
        _report(folder / "reports" / str(at), (lead, inspector), findings) for at in range(reports)
    )
    office = Office(supervisor, lead, inspector, made)
    (folder / _OFFICE).write_bytes(pickle.dumps(office))
    return office


def open_office(folder: Path) -> Office | None:
    """The office founded in `folder`, or None."""
    kept = folder / _OFFICE
    if not kept.exists():
        return None
    office = pickle.loads(kept.read_bytes())
    assert isinstance(office, Office)
    return office


def _report(folder: Path, signers: Sequence[Identity], findings: int) -> Path:
    rules = sorted(RULES)
    told = (
        finding(f"{at:016x}", rules[at % 3], (line(at, "41.00", "41.00"),))
        for at in range(findings)
    )
    figures = sample(tuple(one.card for one in signers), {one.id: one for one in told})
    made = write_report(folder, figures).folder
    for one in signers:
        sign_report_folder(made, one)
    return made


def hand_in(number: int, folder: Path, findings: int, office: Office) -> None:
    """One team's bundle on its own hospital; half of the findings are confirmed."""
    case = f"C-{number:08}"
    drafts = _drafts(number, findings)
    events = list(_signed(case, drafts, (office.lead, office.inspector)))
    journal, hits = pack_events(events), _hits(findings)
    folder_of_report = office.reports[number % len(office.reports)]
    report = read_report(folder_of_report)
    heads: dict[str, list[int | str]] = {}
    for event in events:
        count = int(heads.get(event.author, [0])[0]) + 1
        heads[event.author] = [count, event.id]
    code = f"H{330000 + number % 90:06}{number:05}"
    facts = {
        **report.facts,
        "case": case,
        "inspection": INSPECTION,
        "made_on": date.today().isoformat(),
        "institutions": [{"code": code, "name": f"样例医院{number}", **REGISTER[number % 7]}],
        "snapshots": [{"digest": _snapshot(number), **_extent(number)}],
        "journal": heads,
        "attached": {HITS: digest(hits)},
    }
    signers = (office.lead, office.inspector)
    in_pdf = [
        {"field": one.field, "key_id": who.card.key_id, "certificate": one.certificate_digest}
        for one, who in zip(report.pdf, signers, strict=True)
    ]
    files = {name: folder_of_report / name for name in ("report.pdf", "annex.xlsx")}
    files["findings.json"] = folder_of_report / "findings.json"
    build_bundle(
        folder / f"{number:05}.bundle",
        manifest_facts={"case": case, "report": facts, "pdf_signers": in_pdf},
        report_signatures=envelope("report", canonical(facts), signers),
        parts={**files, JOURNAL: journal, HITS: hits},
        signers=[office.lead],
        recipients=[office.supervisor.card],
    )


Draft = tuple[str, str, Mapping[str, Any]]


def _drafts(number: int, findings: int) -> Iterator[Draft]:
    """Each finding opened; half of them taken through their moves to a verdict."""
    names = [digest(f"{number} {at}".encode())[7:23] for at in range(findings)]
    for at, name in enumerate(names):
        yield "opened", name, _opened(number, at)
    for name in names[::2]:
        for act in MOVES:
            yield "moved", name, {"act": act, "note": ""}
        told = {"verdict": "confirmed", "amount": "60.00", "basis": "", "reason": "", "note": ""}
        yield "verdict", name, told


def _opened(number: int, at: int) -> dict[str, Any]:
    """As a rule's hit makes it: one fee line, with the settlement, the session and the scope."""
    rule = sorted(RULES)[at % 3]
    person, settlement = f"3301{number:05}{at % 97:05}", f"S{number:05}{at:06}"
    return {
        "rule": rule,
        "rule_digest": digest(rule.encode()),
        "pack_digest": digest(b"rehab"),
        "title": RULES[rule],
        "verdict_kind": "suspect",
        "basis": list(_BASIS),
        "snapshots": [_snapshot(number)],
        "params": {"handover": "5"},
        "knowledge": {"rehab_item": digest(b"rehab_item")},
        "scope": {
            "amount_field": "fee_net.det_item_fee_sumamt",
            "conduct": ["2021-05-01", ""],
            "denominator": {"amount": "531710.64", "rows": 19874},
            "filters": ["trt_session.staff_code >= 0.5", "knowledge rehab_item"],
            "numerator": {"amount": "304.00", "hits": 8, "rows": 16},
            "period": ["2024-01-02", "2024-12-28"],
            "refunds": "netted",
            "unit": ["staff_code", "day"],
        },
        "evidence": [{"psn_no": person, "session_id": f"T{at:09}", "staff_code": "K000012"}],
        "settlements": {settlement: {"fund": "85.00", "total": "100.00"}},
        "lines": [
            {
                "bkkp_sn": f"{number:05}{at:07}",
                "setl_id": settlement,
                "mdtrt_id": f"24{number:05}{at:05}",
                "psn_no": person,
                "med_list_codg": "003402000200000",
                "name": "运动疗法",
                "dept": "康复科",
                "doctor": "杨岚文",
                "occurred_on": f"2024-{at % 12 + 1:02}-09 11:21:00",
                "amount": "60.00",
                "cap": "100.00",
            }
        ],
        "amount": "60.00",
    }


def _signed(case: str, drafts: Iterable[Draft], team: Sequence[Identity]) -> Iterator[Event]:
    """The team's two journals, folded into each other: a finding is one inspector's from its
    opening to its verdict."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    last: dict[str, str] = {}
    of: dict[str, tuple[Identity, str]] = {}
    for clock, (kind, name, body) in enumerate(drafts, 1):
        who, seen = of.get(name, (team[clock % len(team)], ""))
        author = who.card.key_id
        event = Event(
            case=case,
            author=author,
            lamport=clock,
            seen=(seen,) if seen else (),
            finding=name,
            kind=kind,
            at=at,
            body=body,
            prev=last.get(author, FIRST),
        )
        last[author], of[name] = event.id, (who, event.id)
        yield sign_event(event, who)


def _extent(number: int) -> dict[str, Any]:
    settlements = 500 * (1 + number % 11)
    return {"taken": 100_000, "settlements": settlements, "billed": f"{settlements * 640}.00"}


def _hits(findings: int) -> bytes:
    rules = sorted(RULES)
    rows = [{"rule_id": rules[at % 3], "hit_id": f"{at:016x}"} for at in range(findings)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _snapshot(number: int) -> str:
    return digest(json.dumps(number).encode())
