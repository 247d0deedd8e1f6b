"""Run rule packs on the case: every rule tried on its own cases first, hits kept sealed.

What a rule gave is kept as soon as it is done, so an interrupted check loses only what was running.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from inspector.errors import CheckFinished, CheckInterrupted, RuleUnknown, writing
from inspector.rules import Pack, Rule, fingerprint, knowledge_digest, run_rules
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.outcomes import CheckSummary, Kept, commit, kept_outcomes, row_of, summed_up
from inspector.steps.packs import keep_pack, load_packs, packs_for

Progress = Callable[[str, int, int], None]
"""Rule id, how many are done, how many there are."""
Chosen = tuple[Pack, Rule]
KNOWLEDGE = "knowledge/"
"""Where a case keeps the knowledge tables its rules joined, by digest."""


@acting("check")
def check(
    desk: Desk,
    packs: Sequence[Path] = (),
    rules: Sequence[str] = (),
    progress: Progress | None = None,
    *,
    since: bool = False,
    older: bool = False,
) -> CheckSummary:
    """Run the packs on the case and keep every rule's hits and outcome.

    Running some rules only (`rules`) replaces their outcomes and keeps the others'. If the run is
    stopped, by Ctrl-C or by an exception that `progress` raises, the rules that are done replace
    theirs and the others' stay as they were.

    Args:
        packs: folders or `.pack` files; the shipped ones and the case's own, if left out.
        rules: ids; all rules of the packs, if left out.
        since: run only the rules whose file, knowledge or data have changed.
        older: let a pack pass that is older than one seen here before.

    Returns:
        The outcomes of the rules asked for, and their money.

    Raises:
        RoleForbidden, PackInvalid, RuleFileInvalid, RuleCaseFailed, PackageRolledBack,
            RuleUnknown: nothing has run.
        CheckInterrupted: Ctrl-C while rules ran. CheckFinished: Ctrl-C after the last of them.
    """
    used = packs or packs_for(desk.case.folder)
    run = _Run(desk, _chosen(load_packs(used, desk.known, older=older), rules))
    before = {row.rule_id: (row, kept) for row, kept in kept_outcomes(desk)}
    done = run.unchanged(before) if since else {}
    reused = sorted(done)
    try:
        run.go(done, progress)
    except KeyboardInterrupt:
        run.keep_part(before, done, reused)
        raise CheckInterrupted(done=len(done), of=len(run.chosen)) from None
    except BaseException:
        run.keep_part(before, done, reused)
        raise
    count = {**before, **done} if rules else done
    try:
        summed = commit(desk, run.token, count, reused)
    except KeyboardInterrupt:
        commit(desk, run.token, count, reused)
        raise CheckFinished(of=len(done)) from None
    return summed_up(desk, list(done.values()), reused) if rules else summed


def _chosen(packs: Sequence[Pack], rules: Sequence[str]) -> list[Chosen]:
    every = [(pack, rule) for pack in packs for rule in pack.rules]
    known = {rule.id for _, rule in every}
    for wanted in rules:
        if wanted not in known:
            raise RuleUnknown(rule=wanted)
    return [(pack, rule) for pack, rule in every if not rules or rule.id in rules]


class _Run:
    """The rules of one check with what each is made of."""

    def __init__(self, desk: Desk, chosen: Sequence[Chosen]) -> None:
        self.chosen = chosen
        self._desk = desk
        self.token = secrets.token_hex(4)
        self._knowledge = {
            pack.digest: {name: knowledge_digest(table) for name, table in pack.knowledge.items()}
            for pack in {pack.digest: pack for pack, _ in chosen}.values()
        }
        data = _data(desk)
        self._made_of = {
            rule.id: fingerprint(rule, pack, self._knowledge[pack.digest], data)
            for pack, rule in chosen
        }

    def unchanged(self, before: Mapping[str, Kept]) -> dict[str, Kept]:
        """What was kept of rules that would give the same again; an error is always tried again."""
        return {
            rule_id: before[rule_id]
            for rule_id, made_of in self._made_of.items()
            if rule_id in before
            and before[rule_id][0].made_of == made_of
            and before[rule_id][0].status != "error"
        }

    def keep_part(
        self, before: Mapping[str, Kept], done: Mapping[str, Kept], reused: Sequence[str]
    ) -> None:
        """Stopped: what is done counts; where no rule was done, all stays as it was."""
        if len(done) > len(reused):
            commit(self._desk, self.token, {**before, **done}, reused)

    def go(self, done: dict[str, Kept], progress: Progress | None) -> None:
        """Run what is not in `done` yet, and put it there rule by rule."""
        desk, begun = self._desk, len(done)
        left = [one for one in self.chosen if one[1].id not in done]
        for pack in {pack.digest: pack for pack, _ in self.chosen}.values():
            with writing(desk.case.folder / "packs"):
                keep_pack(pack, desk.case.folder / "packs")
            self._keep_knowledge(pack)
        by_id = {rule.id: (pack, rule) for pack, rule in left}

        def told(rule: str, count: int, _: int) -> None:
            if progress:
                progress(rule, begun + count, len(self.chosen))

        for outcome in run_rules(left, desk.engine(), told=told) if left else ():
            pack, rule = by_id[outcome.rule_id]
            kept = f"hits/{rule.id}.{self.token}"
            desk.case.keep(kept, outcome.table)
            knowledge, made_of = self._knowledge[pack.digest], self._made_of[rule.id]
            done[rule.id] = row_of(rule, pack, outcome, knowledge, made_of), kept
        if progress:
            progress("", len(self.chosen), len(self.chosen))

    def _keep_knowledge(self, pack: Pack) -> None:
        """Knowledge may come from outside the pack; a run is repeated with what it joined."""
        joined = {name for _, rule in self.chosen for name in rule.knowledge}
        for name in sorted(joined & pack.knowledge.keys()):
            place = KNOWLEDGE + self._knowledge[pack.digest][name].removeprefix("sha256:")
            if not self._desk.case.kept_names(place):
                self._desk.case.keep(place, pack.knowledge[name])


def _data(desk: Desk) -> dict[str, list[str]]:
    """By table, the digests of its sealed parts in the snapshots of the case."""
    data: dict[str, list[str]] = {}
    for snapshot in desk.case.snapshots:
        for name, entry in snapshot.manifest.tables.items():
            data.setdefault(name, []).append(entry.digest)
    return data
