"""Made-up hospitals to try an inspection on; no person in them exists."""
