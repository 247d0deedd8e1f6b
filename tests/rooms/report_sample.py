"""A small made-up case for the report's tests: two rules share a fee line, one found nothing."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.findings import Finding, FindingLine
from inspector.i18n import Language
from inspector.report import Figures, figures
from inspector.snapshot import Manifest, TableEntry
from inspector.trust import Card, Identity, new_identity

DAY = date(2024, 11, 20)
TITLES = {
    "XY2-03": {"zh": "重复收费", "en": "Charged twice"},
    "SES-01": {"zh": "无治疗记录收费", "en": "Charged without a session"},
}


NOT_RUN = {"zh": "缺少数据表 inv_move", "en": "the table inv_move is missing"}


@dataclass(frozen=True)
class Ran:
    """An outcome as a check keeps it."""

    rule_id: str
    title_zh: str
    title_en: str
    status: str
    hits: int = 0
    amount: Decimal = Decimal("0.00")
    why: Mapping[str, str] = field(default_factory=lambda: {"zh": "", "en": ""})
    verdict: str = "suspect"
    rows_read: int = 1_204
    amount_read: Decimal = Decimal("58230.50")
    rule_digest: str = "sha256:" + "1" * 64
    pack: str = "general"
    pack_digest: str = "sha256:" + "2" * 64

    def reason_in(self, lang: Language) -> str:
        return self.why[lang]


def line(number: int, amount: str, cap: str, rule: str = "") -> FindingLine:
    return FindingLine(
        bkkp_sn=f"B{number:06}",
        setl_id=f"S{number % 7}",
        mdtrt_id=f"M{number % 7:04}",
        psn_no=f"P{number % 5:08}",
        med_list_codg="003402000200000",
        name=f"运动疗法{rule}",
        dept="康复科",
        doctor="王𬭎",
        occurred_on=f"2024-03-{number % 28 + 1:02} 10:30:00",
        amount=Decimal(amount),
        cap=Decimal(cap),
        net_amt=Decimal(cap),
    )


def finding(
    name: str,
    rule: str,
    lines: tuple[FindingLine, ...],
    state: str = "confirmed",
    confirmed: str | None = None,
    note: str = "",
) -> Finding:
    amount = sum((one.amount for one in lines), Decimal("0.00"))
    told = amount if confirmed is None else Decimal(confirmed)
    return Finding(
        id=name,
        rule_id=rule,
        rule_digest="sha256:" + "1" * 64,
        title=TITLES.get(rule, {"zh": rule, "en": rule}),
        verdict_kind="suspect",
        basis=("《医疗保障基金使用监督管理条例》第三十八条第（三）项",),
        state=state,
        amount_billed=sum((one.net_amt for one in lines), Decimal("0.00")),
        amount=amount,
        amount_confirmed=told if state == "confirmed" else Decimal("0.00"),
        lines=lines,
        department="康复科",
        reason="refunded" if state == "rejected" else "",
        note=note,
        snapshots=(),
        evidence=(),
        history=(),
        conflict=(),
    )


FINDINGS = {
    found.id: found
    for found in (
        finding(
            "a1b2c3d4e5f60001", "XY2-03", (line(1, "41.00", "41.00"), line(2, "41.00", "41.00"))
        ),
        finding("a1b2c3d4e5f60002", "XY2-03", (line(3, "30.00", "41.00"),), "rejected"),
        finding("a1b2c3d4e5f60003", "SES-01", (line(2, "41.00", "41.00"),), note="=1+1 已询问李䶮"),
        finding("a1b2c3d4e5f60004", "SES-01", (line(4, "41.00", "41.00"),), "suspected"),
    )
}
OUTCOMES = (
    Ran("XY2-03", "重复收费", "Charged twice", "hit", 2, Decimal("112.00")),
    Ran("SES-01", "无治疗记录收费", "Charged without a session", "hit", 2, Decimal("82.00")),
    Ran("XY2-11", "超标准收费", "Price over the ceiling", "clean"),
    Ran("INV-04", "零库存销售", "Sold out of empty stock", "not_run", why=NOT_RUN),
)
MANIFEST = Manifest(
    line="H33010200001",
    institution_code="H33010200001",
    institution_name="康宁康复医院",
    period_from=date(2024, 1, 1),
    period_to=date(2024, 12, 31),
    sources=(
        {
            "file": "费用明细.csv",
            "digest": "sha256:" + "3" * 64,
            "form": "fee",
            "table": "fee_list_d",
            "rows_taken": 120_345,
            "rows_quarantined": 3,
        },
        {
            "file": "治疗记录.xlsx",
            "digest": "sha256:" + "4" * 64,
            "form": "session",
            "table": "trt_session",
            "rows_taken": 8_211,
            "rows_quarantined": 0,
        },
    ),
    totals=(
        {
            "name": "intake.total.lines-of-settlements",
            "of": "setl_d",
            "numerator": "4810322.10",
            "denominator": "4810322.10",
            "problem_rows": 0,
            "unit": "元",
            "note": "",
        },
    ),
    tables={"fee_list_d": TableEntry(120_345, ("bkkp_sn",), {}, {}, {}, "", 0, "")},
    recipients=(),
    packed_at="2024-11-18T08:00:00Z",
    tool="inspector 0.1.0",
)


def tool(name: str) -> str:
    """The path of a program the tests check our files with; without it they are skipped by name."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI") != "true":
        pytest.skip(f"{name} is not installed")
    assert found, f"{name} is not installed"
    return found


def text_of(pdf: Path) -> str:
    """The text a reader can select, as pdftotext extracts it."""
    done = subprocess.run(
        [tool("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, check=True
    )
    return done.stdout.decode()


def team() -> tuple[Identity, Identity, Identity, Identity]:
    """Lead, inspector, institution, supervisor."""
    return (
        new_identity("王𬭎", "lead", cert_no="ZJ-0017", organisation="省医保局"),
        new_identity("李䶮", "inspector", cert_no="ZJ-0023", organisation="省医保局"),
        new_identity("康宁康复医院", "institution", organisation="康宁康复医院"),
        new_identity("赵督导", "supervisor", organisation="国家医保局"),
    )


def sample(cards: tuple[Card, ...] = (), findings: dict[str, Finding] = FINDINGS) -> Figures:
    return figures(
        findings,
        OUTCOMES,
        [MANIFEST],
        case_id="case-2024-康宁-01",
        made_on=DAY,
        roster=cards,
        heads={},
    )
