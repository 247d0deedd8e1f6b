"""The screens' steps, bound to `inspector.steps`; imported by a worker after the first paint.

What touches the case takes turns: a journal has one writer, and a DuckDB connection answers one
question at a time. A question of a person's own runs in a process of its own and waits for nobody.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from threading import RLock
from typing import Any

import pyarrow as pa

from inspector import steps
from inspector.findings import Finding, Words
from inspector.i18n import language
from inspector.rules import Rule, Written, tell
from inspector.steps import CheckSummary, DryRun, FeeItem, OutcomeRow, Overview, Person, RuleCard
from inspector.trust import Identity
from inspector.tui.asking import BoundAsking
from inspector.tui.cells import covered_row
from inspector.tui.needs import MoveWords, Progress, Reason, Who
from inspector.tui.papers import BoundPapers
from inspector.tui.studies import BoundStudies


class BoundSteps(BoundStudies, BoundPapers, BoundAsking):
    """One open desk."""

    def __init__(self, case: Path, identity: Identity, write: bool) -> None:
        self._desk = steps.open_desk(case, identity, write=write)
        self._writes = write
        self._engine = RLock()
        self._journal = RLock()
        self._cards: dict[tuple[str, str], RuleCard] = {}
        self._reading = RLock()
        self._known: dict[str, Rule] = {}

    def who(self) -> Who:
        """From the identity that opened the case."""
        card = self._desk.member.card
        return Who(card.name, card.role, self._writes)

    def overview(self) -> Overview:
        """Where the case stands."""
        with self._journal:
            return steps.overview(self._desk)

    def check(self, progress: Progress) -> CheckSummary:
        """Run all shipped packs."""
        with self._engine:
            done = steps.check(self._desk, progress=progress)
        self._known.clear()
        self._cards.clear()
        return done

    def outcomes(self) -> Sequence[OutcomeRow]:
        """Of the last check."""
        return steps.outcomes(self._desk)

    def rule_card(self, rule: str) -> RuleCard:
        """A rule in words; of a rule whose pack is kept nowhere, what the check kept."""
        named = (rule, language())
        if named not in self._cards:
            self._cards[named] = self._card(rule)
        return self._cards[named]

    def _card(self, rule: str) -> RuleCard:
        known = self._rule(rule)
        if known is not None:
            return steps.card_of(known)
        row = next(row for row in self.outcomes() if row.rule_id == rule)
        title = row.title_zh if language() == "zh" else row.title_en
        return RuleCard(rule, title, row.verdict, "", ())

    def _rule(self, rule: str) -> Rule | None:
        """As it ran, from the pack the case keeps, else as shipped; one pack is read at a time."""
        with self._reading:
            if rule not in self._known:
                self._known |= steps.rules_ran(self._desk, rule)
            if rule not in self._known:
                self._known = {
                    one.id: one for pack in steps.packs() for one in pack.rules
                } | self._known
            return self._known.get(rule)

    def sentence(self, lines: Sequence[Mapping[str, Any]]) -> str:
        """What the rule says of the hit these lines make up; persons stay covered."""
        rule = self._rule(lines[0]["rule_id"])
        return tell(rule, [covered_row(line) for line in lines]) if rule else ""

    def fee_items(self) -> list[FeeItem]:
        """What the hospital charged, the most money first."""
        with self._engine:
            return steps.fee_items(self._desk)

    def site_rules(self) -> Sequence[tuple[str, str]]:
        """The rules written on site for this case: id and title."""
        return [(rule.id, rule.title["zh"]) for rule in steps.local_rules(self._desk)]

    def form_of(self, rule: str) -> Written:
        """One of them as it was filled in."""
        return steps.from_kept(self._desk, rule)

    def dry_run(self, draft: Written, rule: str) -> DryRun:
        """What a rule written on site would find, a new one or `rule` changed."""
        with self._engine, self._journal:
            return steps.dry_run(self._desk, draft, instead_of=rule)

    def keep_rule(self, draft: Written, rule: str) -> str:
        """Keep it as a rule of this case, in place of `rule` if that is one."""
        with self._engine, self._journal:
            return steps.keep_rule(self._desk, draft, instead_of=rule)

    def retire_rule(self, rule: str, reason: str) -> None:
        """Withdraw a rule of this case."""
        with self._journal:
            steps.retire_rule(self._desk, rule, reason)

    def hits(self) -> pa.Table:
        """One row a hit, of all rules."""
        return steps.listed_hits(self._desk)

    def hit_lines(self, hit: str, rule: str | None = None) -> Sequence[Mapping[str, Any]]:
        """The rows of a hit, of `rule` if that is known, with their fee lines' facts."""
        with self._engine:
            lines = steps.hit_lines(self._desk, hit, rule)
        pa.default_memory_pool().release_unused()
        return lines

    def offices(self, lines: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Department and doctor behind each fee line."""
        with self._engine:
            return steps.line_offices(self._desk, lines)

    def findings(self) -> Mapping[str, Finding]:
        """Folded from the journal."""
        with self._journal:
            return self._desk.findings()

    def reasons(self) -> Sequence[Reason]:
        """The exclusion reasons in their order."""
        return [
            Reason(one.code, one.title("zh"), one.title("en"), one.needs_note)
            for one in steps.reasons().values()
        ]

    def _open_findings(self, hits: Sequence[str]) -> None:
        known = self._desk.findings()
        wanted = [hit for hit in hits if hit not in known]
        if wanted:
            steps.from_hits(self._desk, wanted=wanted)

    def confirm(self, hits: Sequence[str], amount: Decimal | None, basis: str, note: str) -> None:
        """Open the findings that are not there, then confirm each."""
        with self._engine, self._journal:
            self._open_findings(hits)
            steps.confirm(self._desk, hits, amount, basis, note)

    def reject(self, hits: Sequence[str], reason: str, note: str) -> None:
        """Open the findings that are not there, then exclude each."""
        with self._engine, self._journal:
            self._open_findings(hits)
            steps.reject(self._desk, hits, reason, note)

    def annotate(self, hits: Sequence[str], note: str) -> None:
        """Open the findings that are not there, then keep the note with each."""
        with self._engine, self._journal:
            self._open_findings(hits)
            steps.annotate(self._desk, hits, note)

    def moves(self, findings: Sequence[str]) -> Sequence[str]:
        """The states all of them can be taken to now, by whoever sits here."""
        with self._journal:
            return steps.reachable(self._desk, findings)

    def move(self, findings: Sequence[str], state: str, told: MoveWords) -> None:
        """Take them to the state, all or none."""
        words = Words(told.amount, told.basis, told.reason, told.note, told.voucher)
        with self._journal:
            steps.move(self._desk, findings, state, words)

    def undo(self) -> int:
        """Take back one's own last act; on how many findings."""
        with self._journal:
            return len(steps.undo(self._desk))

    def reveal(self, pseudonym: str, reason: str) -> Person:
        """Whom a pseudonym stands for; in the journal before it returns."""
        with self._engine, self._journal:
            return steps.reveal(self._desk, pseudonym, reason)

    def close(self) -> None:
        """Let go of engine and lock."""
        with self._engine, self._journal:
            self._desk.close()
