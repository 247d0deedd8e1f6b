"""Rule packs: load, lint, try on their own cases, run on an engine, and count the money once."""

from inspector.rules.compile import ENGINES, compile_rule
from inspector.rules.coverage import Covered, Topic, by_catalogue, by_number, catalogue, covered
from inspector.rules.draft import Draft, Item, rule_id, rule_number
from inspector.rules.draft_from import draft_of, written_with
from inspector.rules.draft_pack import Written, leave_only, take_out, write_draft
from inspector.rules.explain import Explained, as_markdown, explain_rule
from inspector.rules.fingerprint import fingerprint, knowledge_digest
from inspector.rules.hits import HITS, hit_id, tell
from inspector.rules.lint import OWED, lint
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
from inspector.rules.preset import Preset, preset, preset_names, wrong
from inspector.rules.question import Question, question_of, returned
from inspector.rules.reason import Reason
from inspector.rules.run import run_rule, run_rules
from inspector.rules.spark import Cluster, spark_session
from inspector.rules.standing import pack_digest, proved_on, shipped_pins, sign_pack, signers_of
from inspector.rules.template import template, template_names
from inspector.rules.trial import CaseResult, try_rule
from inspector.rules.waterfall import Line, Step, Waterfall, waterfall

__all__ = [
    "ENGINES",
    "HITS",
    "OWED",
    "SUFFIX",
    "Case",
    "CaseResult",
    "Cluster",
    "Covered",
    "Draft",
    "Explained",
    "Item",
    "Line",
    "Mutant",
    "Outcome",
    "Pack",
    "Param",
    "Preset",
    "Problem",
    "Question",
    "Reason",
    "Rule",
    "Score",
    "Standing",
    "Step",
    "Topic",
    "Verdict",
    "Waterfall",
    "Written",
    "as_markdown",
    "by_catalogue",
    "by_number",
    "catalogue",
    "compile_rule",
    "covered",
    "dotted",
    "draft_of",
    "explain_rule",
    "fingerprint",
    "hit_id",
    "knowledge_digest",
    "leave_only",
    "lint",
    "load_pack",
    "load_rule",
    "mutate",
    "pack_digest",
    "pack_file",
    "preset",
    "preset_names",
    "proved_on",
    "question_of",
    "returned",
    "rule_id",
    "rule_number",
    "run_rule",
    "run_rules",
    "shipped_pins",
    "sign_pack",
    "signers_of",
    "spark_session",
    "take_out",
    "tell",
    "template",
    "template_names",
    "try_rule",
    "unpack",
    "waterfall",
    "write_draft",
    "written_with",
    "wrong",
]
