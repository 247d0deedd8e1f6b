"""Each figure once: the PDF, the XLSX annex and the bundle for machines."""

from inspector.report.analysed import Analysis, read_analysis
from inspector.report.bundle import build_bundle, bundle_report
from inspector.report.case_packages import case_packages
from inspector.report.dashboard import dashboard
from inspector.report.export import table_xlsx
from inspector.report.figures import Figures, figures
from inspector.report.filling import CaseMatter, filling
from inspector.report.folder import (
    Report,
    ReportFiles,
    read_report,
    write_report,
)
from inspector.report.folder_signing import sign_report_folder
from inspector.report.forms import Form, form_pdf, form_text, forms, load_form
from inspector.report.looked import (
    sessions_of,
    staff_days,
    stock_levels,
    stocks,
    worth_drawing,
)
from inspector.report.material import Exhibit, Material
from inspector.report.opened import VerifiedBundle, open_bundle, sign_bundle, verify_bundle
from inspector.report.referral import (
    LETTER,
    LIST,
    REFERRED,
    Letter,
    list_rows,
    referral_letter,
    referral_list,
    why_columns,
)
from inspector.report.referral_file import OpenedReferral, open_referral, seal_referral
from inspector.report.register import register
from inspector.report.signed import Signed, VerifiedReport, verify_report
from inspector.report.signing import PdfSignature, sign_pdf, verify_pdf
from inspector.report.stamping import PdfTime, stamp_pdf
from inspector.report.summary import SummaryFiles, is_summary, verify_summary, write_summary
from inspector.report.summary_short import heads
from inspector.report.summary_tables import TableOf, tables
from inspector.report.template import Template, load_template
from inspector.report.timeline import clock, in_words, timeline_pdf

__all__ = [
    "LETTER",
    "LIST",
    "REFERRED",
    "Analysis",
    "CaseMatter",
    "Exhibit",
    "Figures",
    "Form",
    "Letter",
    "Material",
    "OpenedReferral",
    "PdfSignature",
    "PdfTime",
    "Report",
    "ReportFiles",
    "Signed",
    "SummaryFiles",
    "TableOf",
    "Template",
    "VerifiedBundle",
    "VerifiedReport",
    "build_bundle",
    "bundle_report",
    "case_packages",
    "clock",
    "dashboard",
    "figures",
    "filling",
    "form_pdf",
    "form_text",
    "forms",
    "heads",
    "in_words",
    "is_summary",
    "list_rows",
    "load_form",
    "load_template",
    "open_bundle",
    "open_referral",
    "read_analysis",
    "read_report",
    "referral_letter",
    "referral_list",
    "register",
    "seal_referral",
    "sessions_of",
    "sign_bundle",
    "sign_pdf",
    "sign_report_folder",
    "staff_days",
    "stamp_pdf",
    "stock_levels",
    "stocks",
    "table_xlsx",
    "tables",
    "timeline_pdf",
    "verify_bundle",
    "verify_pdf",
    "verify_report",
    "verify_summary",
    "why_columns",
    "worth_drawing",
    "write_report",
    "write_summary",
]
