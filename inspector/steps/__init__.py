"""What people do, one module a verb; a step joins rooms, decides nothing, prints nothing.

The report room is entered inside the steps that need it: PDF and its signatures are half of what a
command loads, and most commands have no use for them. Long because it is one list: every name that
the command line and the screens may call, and nothing else.
"""

from inspector.steps.add import add
from inspector.steps.analyses import AnalysisKind, analysis_kinds, kept_analyses, run_analysis
from inspector.steps.ask import ask
from inspector.steps.attach import attach
from inspector.steps.behind import Session, Settlement, Swipes, settlement, staff_day, stock, swipes
from inspector.steps.check import check
from inspector.steps.close import close_case, close_interrupted
from inspector.steps.cluster import check_on_spark
from inspector.steps.coverage import (
    catalogue_covered,
    national_covered,
    problems_covered,
    problems_official,
)
from inspector.steps.describe import amend, choose, describe, undo
from inspector.steps.desk import Desk, open_desk
from inspector.steps.digits import Digits, Repeated, find_duplicates, run_digit_tests
from inspector.steps.documents import Document, document_forms, make_document
from inspector.steps.export import Exported, export_tables
from inspector.steps.feedback import effect_line, keep_feedback, latest_feedback
from inspector.steps.gather import Gathered, GatheredPage, gather, gathered_findings, merged_tables
from inspector.steps.hits import hit_lines, hits, line_offices, listed_hits
from inspector.steps.knowledge import (
    FileTaken,
    Imported,
    KnowledgeRow,
    import_filled,
    import_published,
    knowledge_rows,
    knowledge_table,
    knowledge_tables,
    layers_in_force,
    library,
    overlay_template,
    review_folder,
    review_knowledge,
)
from inspector.steps.log import Head, Log, Noted, log
from inspector.steps.open import Opened, open_case
from inspector.steps.outcomes import CheckSummary, OutcomeRow, outcomes, summary
from inspector.steps.overview import Overview, overview
from inspector.steps.packs import (
    RuleCard,
    card_of,
    lint_packs,
    load_packs,
    packs,
    packs_for,
    rule_card,
    shipped_packs,
    sign_folder,
    try_packs,
)
from inspector.steps.papers import (
    handed_in,
    kept_evidence,
    kept_receipts,
    made_documents,
    made_reports,
    small_evidence,
)
from inspector.steps.people import (
    cards_of,
    issue_roster,
    make_identity,
    read_card,
    revoke,
    trust_file,
    trusted,
    unlock_identity,
)
from inspector.steps.person import Entry, Timeline, export_timeline, person, visit
from inspector.steps.prepare import Packed, pack_exports
from inspector.steps.profile import (
    Draft,
    Refusal,
    Trial,
    check_mapping,
    profile_exports,
    raw_files,
    sample_exports,
    suggest_mapping,
    try_exports,
    ways_of,
)
from inspector.steps.profiles import CLUE, Profiled, run_profile
from inspector.steps.quarantine import (
    Quarantined,
    Unbridged,
    UnknownCode,
    quarantined,
    unbridged,
    unknown_codes,
)
from inspector.steps.questions import (
    AskedColumn,
    AskedTable,
    asked_before,
    asked_tables,
    drop_question,
    find_question,
    keep_question,
    kept_questions,
)
from inspector.steps.ran import rules_ran
from inspector.steps.record import (
    annotate,
    chosen,
    confirm,
    find,
    from_hits,
    move,
    reachable,
    reasons,
    reject,
)
from inspector.steps.recover import Recovered, recover_case
from inspector.steps.refer import Referred, open_referred, refer, what_is_referred
from inspector.steps.reply import Presented, export_reply, import_reply, judge_reply, self_check
from inspector.steps.report import make_report
from inspector.steps.request import request_workbooks
from inspector.steps.rerun import LineChange, Rerun, rerun
from inspector.steps.reveal import Person, export_unmasked, reveal
from inspector.steps.rule_form import (
    FeeItem,
    fee_items,
    from_finding,
    from_kept,
    from_question,
    item_of,
    matching,
)
from inspector.steps.rule_tried import DryRun, Part
from inspector.steps.rules_new import dry_run, export_draft, keep_rule, local_rules, retire_rule
from inspector.steps.rules_written import compile_packs, explain_packs, made_sql, mutate_packs
from inspector.steps.sample import (
    Redrawn,
    appraise_sample,
    draw_sample,
    find_sample,
    kept_samples,
    plan_sample,
    redraw_sample,
)
from inspector.steps.sample_sheets import drawn_units, export_sample, frame_table, worksheet
from inspector.steps.sample_size import (
    Numbers,
    Sizes,
    ratstats_numbers,
    sample_limits,
    sample_sizes,
)
from inspector.steps.settle import OpenTable, Twice, open_table
from inspector.steps.shown import shown_findings, shown_plainly
from inspector.steps.sightings import KINDS_SEEN
from inspector.steps.sign import ReportState, latest_report, sign_report
from inspector.steps.submit import Plan, Sent, plan_submit, submit
from inspector.steps.sync import Colleague, Synced, sync
from inspector.steps.tables import answer_table, export_hits, table_bytes
from inspector.steps.verify import Checked, verify_file
from inspector.workspace import half_closed

__all__ = [
    "CLUE",
    "KINDS_SEEN",
    "AnalysisKind",
    "AskedColumn",
    "AskedTable",
    "CheckSummary",
    "Checked",
    "Colleague",
    "Desk",
    "Digits",
    "Document",
    "Draft",
    "DryRun",
    "Entry",
    "Exported",
    "FeeItem",
    "FileTaken",
    "Gathered",
    "GatheredPage",
    "Head",
    "Imported",
    "KnowledgeRow",
    "LineChange",
    "Log",
    "Noted",
    "Numbers",
    "OpenTable",
    "Opened",
    "OutcomeRow",
    "Overview",
    "Packed",
    "Part",
    "Person",
    "Plan",
    "Presented",
    "Profiled",
    "Quarantined",
    "Recovered",
    "Redrawn",
    "Referred",
    "Refusal",
    "Repeated",
    "ReportState",
    "Rerun",
    "RuleCard",
    "Sent",
    "Session",
    "Settlement",
    "Sizes",
    "Swipes",
    "Synced",
    "Timeline",
    "Trial",
    "Twice",
    "Unbridged",
    "UnknownCode",
    "add",
    "amend",
    "analysis_kinds",
    "annotate",
    "answer_table",
    "appraise_sample",
    "ask",
    "asked_before",
    "asked_tables",
    "attach",
    "card_of",
    "cards_of",
    "catalogue_covered",
    "check",
    "check_mapping",
    "check_on_spark",
    "choose",
    "chosen",
    "close_case",
    "close_interrupted",
    "compile_packs",
    "confirm",
    "describe",
    "document_forms",
    "draw_sample",
    "drawn_units",
    "drop_question",
    "dry_run",
    "effect_line",
    "explain_packs",
    "export_draft",
    "export_hits",
    "export_reply",
    "export_sample",
    "export_tables",
    "export_timeline",
    "export_unmasked",
    "fee_items",
    "find",
    "find_duplicates",
    "find_question",
    "find_sample",
    "frame_table",
    "from_finding",
    "from_hits",
    "from_kept",
    "from_question",
    "gather",
    "gathered_findings",
    "half_closed",
    "handed_in",
    "hit_lines",
    "hits",
    "import_filled",
    "import_published",
    "import_reply",
    "issue_roster",
    "item_of",
    "judge_reply",
    "keep_feedback",
    "keep_question",
    "keep_rule",
    "kept_analyses",
    "kept_evidence",
    "kept_questions",
    "kept_receipts",
    "kept_samples",
    "knowledge_rows",
    "knowledge_table",
    "knowledge_tables",
    "latest_feedback",
    "latest_report",
    "layers_in_force",
    "library",
    "line_offices",
    "lint_packs",
    "listed_hits",
    "load_packs",
    "local_rules",
    "log",
    "made_documents",
    "made_reports",
    "made_sql",
    "make_document",
    "make_identity",
    "make_report",
    "matching",
    "merged_tables",
    "move",
    "mutate_packs",
    "national_covered",
    "open_case",
    "open_desk",
    "open_referred",
    "open_table",
    "outcomes",
    "overlay_template",
    "overview",
    "pack_exports",
    "packs",
    "packs_for",
    "person",
    "plan_sample",
    "plan_submit",
    "problems_covered",
    "problems_official",
    "profile_exports",
    "quarantined",
    "ratstats_numbers",
    "raw_files",
    "reachable",
    "read_card",
    "reasons",
    "recover_case",
    "redraw_sample",
    "refer",
    "reject",
    "request_workbooks",
    "rerun",
    "retire_rule",
    "reveal",
    "review_folder",
    "review_knowledge",
    "revoke",
    "rule_card",
    "rules_ran",
    "run_analysis",
    "run_digit_tests",
    "run_profile",
    "sample_exports",
    "sample_limits",
    "sample_sizes",
    "self_check",
    "settlement",
    "shipped_packs",
    "shown_findings",
    "shown_plainly",
    "sign_folder",
    "sign_report",
    "small_evidence",
    "staff_day",
    "stock",
    "submit",
    "suggest_mapping",
    "summary",
    "swipes",
    "sync",
    "table_bytes",
    "trust_file",
    "trusted",
    "try_exports",
    "try_packs",
    "unbridged",
    "undo",
    "unknown_codes",
    "unlock_identity",
    "verify_file",
    "visit",
    "ways_of",
    "what_is_referred",
    "worksheet",
]
