"""The supervisor's table: bundles verified, folded and counted over many teams."""
