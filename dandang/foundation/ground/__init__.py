"""Plain Python that fits everywhere: periods, references, refusals, integers as points."""
