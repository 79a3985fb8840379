"""Floor 3: what the rules say on a day, and how a paper looks."""
