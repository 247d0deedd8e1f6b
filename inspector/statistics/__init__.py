"""Samples, estimates and the tests auditors reach for."""
