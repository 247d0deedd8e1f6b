"""惠民大药房, a made-up pharmacy whose every wrong swipe is known."""
