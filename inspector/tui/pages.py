"""The pages of a case, one a step; imported while it is being opened, after the first paint."""

from inspector.tui.screens.base import StepScreen
from inspector.tui.screens.evidence import EvidenceScreen
from inspector.tui.screens.findings import FindingsScreen
from inspector.tui.screens.hits import HitsScreen
from inspector.tui.screens.log import LogScreen
from inspector.tui.screens.outbox import OutboxScreen
from inspector.tui.screens.overview import OverviewScreen
from inspector.tui.screens.query import QueryScreen
from inspector.tui.screens.report import ReportScreen
from inspector.tui.screens.rules import RulesScreen
from inspector.tui.screens.sampling import SamplingScreen

SCREENS: dict[str, type[StepScreen]] = {
    screen.step: screen
    for screen in (
        *(OverviewScreen, RulesScreen, HitsScreen),
        *(FindingsScreen, QueryScreen, SamplingScreen),
        *(EvidenceScreen, ReportScreen, OutboxScreen, LogScreen),
    )
}
