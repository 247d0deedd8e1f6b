"""Control totals: the equations that hold in honest, complete exports (DQ-01 to DQ-09)."""
