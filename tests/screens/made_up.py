"""A made-up case for the screens: realistic rows in memory, acts that only change them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from threading import Event
from types import SimpleNamespace
from typing import Any

import pyarrow as pa

from inspector.errors import NotChecked, RoleForbidden
from inspector.rules import Written
from inspector.steps import DryRun, FeeItem, Part
from inspector.steps.hits import one_row_each
from inspector.tui.needs import MoveWords, Progress, Reason, Who
from tests.screens.made_up_asking import MadeUpAsking
from tests.screens.made_up_papers import MadeUpPapers
from tests.screens.made_up_studies import MadeUpStudies

TITLES = {
    "RB4-01": ("同日重复收取运动疗法与偏瘫肢体综合训练费用", "Exclusive items on one day"),
    "RB4-03": ("一对一治疗师同一时间为两名患者治疗", "Therapist in two sessions at once"),
    "JC-02": ("收取天数超过住院天数的床位费", "More bed days than the stay"),
    "JX-05": ("追溯码重复结算", "Trace code settled twice"),
    "XB-01": ("性别与项目不符", "Item against sex"),
}
ITEM = "003402000200000"


@dataclass(frozen=True)
class MadeUpOutcome:
    rule_id: str
    title_zh: str
    title_en: str
    status: str
    reason: str = ""
    group: str = "charging"
    verdict: str = "suspect"
    rows_read: int = 0
    amount_read: Decimal = Decimal("0.00")
    hits: int = 0
    rows: int = 0
    amount: Decimal = Decimal("0.00")
    seconds: float = 0.01


@dataclass(frozen=True)
class MadeUpFinding:
    id: str
    rule_id: str
    amount: Decimal
    state: str = "suspected"
    amount_confirmed: Decimal = Decimal("0.00")
    department: str = "康复医学科"
    note: str = ""
    reason: str = ""
    basis: tuple[str, ...] = ("《医疗保障基金使用监督管理条例》第三十八条（三）",)
    lines: tuple[Any, ...] = ()
    history: tuple[Any, ...] = ()
    conflict: tuple[Any, ...] = ()

    @property
    def stands(self) -> bool:
        return self.state == "confirmed"

    @property
    def undecided(self) -> bool:
        return self.state in ("suspected", "conflicted")

    @property
    def title(self) -> Mapping[str, str]:
        zh, en = TITLES[self.rule_id]
        return {"zh": zh, "en": en}


def hit_rows(first: int, last: int) -> list[dict[str, Any]]:
    """Two fee lines a hit, in turns of the rules RB4-01 and JC-02."""
    return [
        {
            "rule_id": rule,
            "rule_title": TITLES[rule][0],
            "verdict": "suspect",
            "hit_id": f"{number:016x}",
            "psn_no": f"3301{number:08d}",
            "mdtrt_id": f"ZY2024{number:06d}",
            "setl_id": f"JS{number:06d}",
            "bkkp_sn": f"F{number:06d}-{line}",
            "session_id": "",
            "med_list_codg": ITEM,
            "medins_list_codg": "KN000012",
            "drug_trac_codg": "",
            "staff_code": "",
            "occurred_on": datetime(2024, 3, 1 + number % 28, 9 + line, 30),
            "cnt": Decimal("1.0000"),
            "amount": Decimal("41.00") + number if line == 0 else Decimal("0.00"),
            "detail": '{"times": "2", "allowed": "1"}',
        }
        for number in range(first, last)
        for rule in [("RB4-01", "JC-02")[number % 2]]
        for line in range(2)
    ]


@dataclass
class MadeUpSteps(MadeUpStudies, MadeUpPapers, MadeUpAsking):
    """The protocol of the screens over lists; `asked` and `acts` tell what was called."""

    hits_made: int = 40
    institution: str = "康宁康复医院"
    role: str = "inspector"
    checked: bool = True
    writes: bool = True
    slow: Event | None = None
    acts: list[tuple[Any, ...]] = field(default_factory=list)
    found: dict[str, MadeUpFinding] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    fails: bool = False
    closed: bool = False
    questions: dict[str, str] = field(default_factory=dict)

    def who(self) -> Who:
        return Who("王检", self.role, self.writes)

    def overview(self) -> Any:
        tally: dict[str, int] = {}
        for finding in self.found.values():
            tally[finding.state] = tally.get(finding.state, 0) + 1
        confirmed = sum((one.amount_confirmed for one in self.found.values()), Decimal("0.00"))
        return SimpleNamespace(
            institution=self.institution,
            period=(date(2024, 1, 1), date(2024, 12, 31)),
            tables=(
                ("fee_list_d", "费用明细", "Fee lines", 10_053_217),
                ("setl_d", "结算", "Settlements", 38_112),
                ("trt_session", "治疗记录", "Treatment sessions", 201_774),
            ),
            totals=(
                {
                    "name": "intake.total.lines-of-settlements",
                    "of": "fee_list_d",
                    "unit": "元",
                    "note": "",
                    "numerator": "12345678.90",
                    "denominator": "12345678.90",
                    "problem_rows": 0,
                },
                {
                    "name": "intake.total.linked-to-visit",
                    "of": "trt_session",
                    "unit": "rows",
                    "note": "0",
                    "numerator": "201774",
                    "denominator": "201801",
                    "problem_rows": 27,
                },
            ),
            outcomes=self.outcomes(),
            findings_by_state=tally,
            suspected=Decimal("1234567.80"),
            confirmed=confirmed,
            counted_once=confirmed,
            signers=(),
            owed=(),
            unsent=0,
            writer=None,
            next="cli.do.record" if self.checked else "cli.do.check",
        )

    def check(self, progress: Progress) -> Any:
        for done, rule in enumerate(TITLES):
            progress(rule, done, len(TITLES))
            if self.slow:
                self.slow.wait(60)
        self.checked = True
        return SimpleNamespace(outcomes=self.outcomes(), amount_distinct=Decimal("1900.00"))

    def outcomes(self) -> Sequence[Any]:
        if not self.checked:
            return ()
        half = self.hits_made // 2
        status = {"RB4-01": "hit", "JC-02": "hit", "RB4-03": "clean", "JX-05": "not_run"}
        reasons = {"not_run": "缺少表 drug_trace（追溯码）"}
        return [
            MadeUpOutcome(
                rule,
                *titles,
                status.get(rule, "clean"),
                reasons.get(status.get(rule, "clean"), ""),
                rows_read=201_774,
                amount_read=Decimal("8272734.00"),
                hits=half if status.get(rule) == "hit" else 0,
                amount=Decimal("1220.00") if status.get(rule) == "hit" else Decimal("0.00"),
            )
            for rule, titles in TITLES.items()
        ]

    def rule_card(self, rule: str) -> Any:
        return SimpleNamespace(
            id=rule,
            title=TITLES[rule][0],
            verdict="suspect",
            sentence="同一患者同一天收了 {times} 次，按规定最多 {allowed} 次。",
            sections=(
                (
                    "basis",
                    (
                        "《医疗保障基金使用监督管理条例》第三十八条（三）",
                        "2021年版项目规范 运动疗法",
                    ),
                ),
                ("params", ("times = 1  每日次数上限（次）",)),
                ("evidence", ("治疗记录单上的起止时间与签名", "治疗室监控")),
                ("ask", ("当天两次治疗由谁完成？",)),
                ("false-positives", ("上下午分两次治疗并有记录",)),
            ),
        )

    def fee_items(self) -> list[FeeItem]:
        return [
            FeeItem(ITEM, "运动疗法", 741, Decimal("28810.00")),
            FeeItem("003402000310000", "作业疗法", 754, Decimal("23354.00")),
        ]

    def site_rules(self) -> Sequence[tuple[str, str]]:
        return [(rule, draft.title) for rule, draft in self.written.items()]

    def form_of(self, rule: str) -> Written:
        return self.written[rule]

    def dry_run(self, draft: Written, rule: str, seed: str = "7") -> DryRun:
        self.acts.append(("dry-run", draft))
        parts = (Part("康复医学科", 2, Decimal("76.00")),)
        examples = ("2024-01-01，运动疗法收了 3，上限 1。",)
        return DryRun(
            *(
                "现场-01",
                "error" if self.fails else "hit",
                "",
                2,
                3,
                Decimal("76.00"),
                19_873,
                seed,
            ),
            *(examples, parts, (Part("2024-01", 2, Decimal("76.00")),), "sha256:0"),
        )

    def keep_rule(self, draft: Written, rule: str) -> str:
        self.acts.append(("keep-rule", draft))
        self.written["现场-01"] = draft
        return "现场-01"

    def retire_rule(self, rule: str, reason: str) -> None:
        self.acts.append(("retire-rule", rule, reason))
        del self.written[rule]

    def hits(self) -> pa.Table:
        if not self.checked:
            raise NotChecked(path="case")
        return one_row_each(pa.Table.from_pylist(hit_rows(0, self.hits_made)))

    def hit_lines(self, hit: str, rule: str | None = None) -> Sequence[Mapping[str, Any]]:
        facts = {
            "medins_list_name": "运动疗法",
            "bilg_dept_name": "康复医学科",
            "bilg_dr_name": "李大夫",
            "pric": Decimal("41.000000"),
            "det_item_fee_sumamt": Decimal("41.00"),
            "net_amt": Decimal("41.00"),
        }
        number = int(hit, 16)
        return [row | facts for row in hit_rows(number, number + 1)]

    def offices(self, lines: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        doctors = ("李大夫", "赵大夫", "孙大夫")
        return {line: ("康复医学科", doctors[int(line[1:7]) % 3]) for line in lines}

    def findings(self) -> Any:
        return dict(self.found)

    def sentence(self, lines: Sequence[Mapping[str, Any]]) -> str:
        return "同一患者同一天收了 2 次，按规定最多 1 次。"

    def reasons(self) -> Sequence[Reason]:
        return [
            Reason("refunded", "已经退费", "Already refunded"),
            Reason("clinically-justified", "临床上有必要", "Clinically justified"),
            Reason("other", "其他", "Other", needs_note=True),
        ]

    def _open(self, hits: Sequence[str]) -> None:
        if self.role == "contractor":
            raise RoleForbidden(role=self.role, act="confirm")
        for hit in hits:
            rows = self.hit_lines(hit)
            amount = sum((row["amount"] for row in rows), Decimal("0.00"))
            self.found.setdefault(hit, MadeUpFinding(hit, rows[0]["rule_id"], amount))

    def confirm(self, hits: Sequence[str], amount: Decimal | None, basis: str, note: str) -> None:
        self._open(hits)
        self.acts.append(("confirm", tuple(hits), amount, basis, note))
        for hit in hits:
            one = self.found[hit]
            told = one.amount if amount is None else amount
            self.found[hit] = replace(one, state="confirmed", amount_confirmed=told, note=note)

    def reject(self, hits: Sequence[str], reason: str, note: str) -> None:
        self._open(hits)
        self.acts.append(("reject", tuple(hits), reason, note))
        for hit in hits:
            self.found[hit] = replace(self.found[hit], state="rejected", reason=reason, note=note)

    def annotate(self, hits: Sequence[str], note: str) -> None:
        self._open(hits)
        self.acts.append(("annotate", tuple(hits), note))
        for hit in hits:
            self.found[hit] = replace(self.found[hit], note=note)

    def moves(self, findings: Sequence[str]) -> Sequence[str]:
        standing = {self.found[name].state for name in findings}
        return ("pending", "verifying", "partly", "unfounded") if standing == {"suspected"} else ()

    def move(self, findings: Sequence[str], state: str, told: MoveWords) -> None:
        self.acts.append(("move", tuple(findings), state, told))
        for name in findings:
            self.found[name] = replace(self.found[name], state=state)

    def undo(self) -> int:
        self.acts.append(("undo",))
        return 2

    def reveal(self, pseudonym: str, reason: str) -> Any:
        if self.role == "contractor":
            raise RoleForbidden(role=self.role, act="reveal")
        self.acts.append(("reveal", pseudonym, reason))
        return SimpleNamespace(pseudonym=pseudonym, facts={"psn_name": ("张三丰",)})

    def close(self) -> None:
        self.closed = True
