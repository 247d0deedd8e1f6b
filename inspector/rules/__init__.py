"""Rule packs: load, lint, try on their own cases, run on an engine, and count the money once."""

from inspector.rules.compile import ENGINES, compile_rule
from inspector.rules.explain import Explained, as_markdown, explain_rule
from inspector.rules.fingerprint import fingerprint, knowledge_digest
from inspector.rules.hits import HITS, hit_id, tell
from inspector.rules.lint import lint
from inspector.rules.load import load_pack, load_rule
from inspector.rules.model import (
    Case,
    Outcome,
    Pack,
    Param,
    Problem,
    Rule,
    Standing,
    Verdict,
    dotted,
)
from inspector.rules.mutate import Mutant, Score, mutate
from inspector.rules.packfile import SUFFIX, pack_file, unpack
from inspector.rules.reason import Reason
from inspector.rules.run import run_rule, run_rules
from inspector.rules.standing import pack_digest, sign_pack, signers_of
from inspector.rules.template import template, template_names
from inspector.rules.trial import CaseResult, try_rule
from inspector.rules.waterfall import Line, Step, Waterfall, waterfall

__all__ = [
    "ENGINES",
    "HITS",
    "SUFFIX",
    "Case",
    "CaseResult",
    "Explained",
    "Line",
    "Mutant",
    "Outcome",
    "Pack",
    "Param",
    "Problem",
    "Reason",
    "Rule",
    "Score",
    "Standing",
    "Step",
    "Verdict",
    "Waterfall",
    "as_markdown",
    "compile_rule",
    "dotted",
    "explain_rule",
    "fingerprint",
    "hit_id",
    "knowledge_digest",
    "lint",
    "load_pack",
    "load_rule",
    "mutate",
    "pack_digest",
    "pack_file",
    "run_rule",
    "run_rules",
    "sign_pack",
    "signers_of",
    "tell",
    "template",
    "template_names",
    "try_rule",
    "unpack",
    "waterfall",
]
