"""The journal: signed events, and the findings they add up to."""
