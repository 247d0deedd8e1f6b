"""What a section is told from: figures, material, arrangement, and the words of one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspector.i18n.catalogue import Language
from inspector.report.figures import Figures
from inspector.report.material import Material
from inspector.report.template import Template
from inspector.report.words import Tell, teller


@dataclass(frozen=True)
class Matter:
    """All a report is told from; `annexes` are digests of what goes with the PDF, by name."""

    figures: Figures
    material: Material
    template: Template
    annexes: Mapping[str, str]
    lang: Language

    @property
    def tell(self) -> Tell:
        """The report's sentences."""
        return teller(self.lang)
