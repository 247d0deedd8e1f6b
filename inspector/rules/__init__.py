"""Rule packs: load, lint, try on their own cases, run on an engine, and count the money once."""

from inspector.rules.hits import HITS, hit_id, tell
from inspector.rules.lint import lint
from inspector.rules.load import load_pack, load_rule
from inspector.rules.model import Case, Outcome, Pack, Param, Problem, Rule, Standing, Verdict
from inspector.rules.run import run_rule
from inspector.rules.standing import pack_digest, sign_pack
from inspector.rules.trial import CaseResult, try_rule
from inspector.rules.waterfall import Line, Step, Waterfall, waterfall

__all__ = [
    "HITS",
    "Case",
    "CaseResult",
    "Line",
    "Outcome",
    "Pack",
    "Param",
    "Problem",
    "Rule",
    "Standing",
    "Step",
    "Verdict",
    "Waterfall",
    "hit_id",
    "lint",
    "load_pack",
    "load_rule",
    "pack_digest",
    "run_rule",
    "sign_pack",
    "tell",
    "try_rule",
    "waterfall",
]
