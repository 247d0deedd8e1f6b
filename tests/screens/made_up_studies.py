"""Samples and a person made up for the screens, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.findings import KeptSample
from inspector.report import Analysis
from inspector.statistics import Plan
from inspector.steps import AnalysisKind, Entry, Redrawn, Session, Settlement, Swipes, Timeline

ESTIMATE = {
    "method": "attribute",
    "of": "units",
    "units": 1000,
    "sample": 2,
    "found": 1,
    "point": "500",
    "error": "50.00",
    "limits": {level: {"lower": "6", "upper": "994"} for level in ("80", "90", "95")},
}
USE = {"zh": "处罚须逐笔查实。", "en": "A penalty needs every line proved."}


class MadeUpStudies:
    """The samples' and the person's part of the protocol; `acts` tell what was called."""

    acts: list[tuple[Any, ...]]
    kept: tuple[KeptSample, ...] = ()
    analysed: tuple[Analysis, ...] = ()

    def samples(self) -> Sequence[KeptSample]:
        return self.kept

    def plan_sample(self, plan: Plan) -> KeptSample:
        self.acts.append(("plan", plan))
        one = KeptSample("3fa9c0de", "2024-07-02T01:00:00Z", "zhang", "", plan.to_body())
        self.kept = (*self.kept, one)
        return one

    def draw_sample(self, name: str, seed: str) -> KeptSample:
        self.acts.append(("draw", name, seed))
        units = [{"key": "S1", "amount": "0"}, {"key": "S[b]2", "amount": "0"}]
        drawn = {"units": 1000, "amount": "0", "frame": "sha256:00", "drawn": units}
        return self._now(name, seeds=(seed,), source="given", drawn=drawn)

    def _now(self, name: str, **told: Any) -> KeptSample:
        self.kept = tuple(replace(one, **told) if one.id == name else one for one in self.kept)
        return next(one for one in self.kept if one.id == name)

    def redraw_sample(self, name: str) -> Redrawn:
        one = next(one for one in self.kept if one.id == name)
        return Redrawn(one, "sha256:00", True, True)

    def appraise_sample(self, name: str, results: Path | None) -> KeptSample:
        self.acts.append(("appraise", name, results))
        return self._now(name, appraisals=({"estimates": [ESTIMATE], "use": USE},))

    def write_worksheet(self, name: str, out: Path) -> None:
        self.acts.append(("worksheet", name, out))

    def person(self, pseudonym: str) -> Timeline:
        self.acts.append(("person", pseudonym))
        at = datetime(2024, 3, 1, 9, 30)
        entry = Entry(at, at.replace(hour=10), "session", "运动疗法", "李[b]治疗", None, "M1")
        sold = Entry(at, None, "fee", "胰岛素 × 2", "李大夫", Decimal("41.00"), "M1", "KN100037")
        moved = Entry(at, None, "note", "转科", "李大夫", None, "M1")
        seen = (entry, sold, moved)
        return Timeline(pseudonym, ("M1",), seen, Decimal("41.00"), Decimal(0), False)

    def analysis_kinds(self) -> Sequence[AnalysisKind]:
        return (AnalysisKind("peers", "与同行相比", {"by": "doctor", "least": "5"}),)

    def analyses(self) -> Sequence[Analysis]:
        return self.analysed

    def run_analysis(self, name: str, told: Mapping[str, str]) -> Analysis:
        self.acts.append(("analysis", name, dict(told)))
        found = Analysis(
            *(name, "与同行[b]相比", {"by": "doctor"}, 42, 3, "比较 42 名，3 名人数太少", 1),
            *(("医师", "z"), (("李**", "3.6"),), ("中位数 12.5",), "z = …", USE["zh"], "7", "1"),
        )
        self.analysed = (*self.analysed, found)
        return found

    def visit(self, mdtrt_id: str) -> Timeline:
        self.acts.append(("visit", mdtrt_id))
        return self.person(mdtrt_id)

    def settlement(self, setl_id: str) -> Settlement:
        self.acts.append(("settlement", setl_id))
        facts = {"setl_id": setl_id, "psn_no": "人-7F3K2QXA", "medfee_sumamt": Decimal("1234.50")}
        number = setl_id.removeprefix("JS")
        lines = tuple(
            {
                "bkkp_sn": f"F{number}-{line}",
                "mdtrt_id": f"ZY2024{number}",
                "fee_ocur_time": datetime(2024, 3, 1, 9 + line, 30),
                "medins_list_name": ("床位费", "运动[b]疗法", "作业疗法")[line],
                "net_cnt": Decimal("1.0000"),
                "net_amt": Decimal("41.00"),
            }
            for line in (2, 0, 1)
        )
        return Settlement(facts, lines)

    def staff_day(self, staff: str, day: date) -> Sequence[Session]:
        def at(hour: int, minute: int) -> datetime:
            return datetime(day.year, day.month, day.day, hour, minute)

        return [
            Session(at(9, 0), at(9, 40), "ZY2024000001", "运动疗法", True),
            Session(at(9, 30), at(10, 0), "ZY2024000002", "作业[b]疗法", True),
            Session(at(14, 0), at(14, 30), "ZY2024000003", "运动疗法", False),
        ]

    def stock(self, item: str) -> Sequence[tuple[date, Decimal]]:
        levels = ((1, "30"), (5, "12"), (9, "-4"), (12, "-6"), (20, "40"))
        return [(date(2024, 3, day), Decimal(level)) for day, level in levels]

    def swipes(self, day: date) -> Sequence[Swipes]:
        at = datetime(day.year, day.month, day.day, 9, 30)
        return [
            Swipes(at, 3, 3, Decimal("120.00")),
            Swipes(at.replace(minute=31), 12, 11, Decimal("900.00")),
        ]
