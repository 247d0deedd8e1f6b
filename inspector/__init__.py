"""Terminal-first, offline toolkit for medical-insurance flying inspections (医保基金飞行检查)."""

__version__ = "0.1.0"
