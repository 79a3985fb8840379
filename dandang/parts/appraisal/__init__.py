"""Assessment (考核评价): plans, ballots, scoring, grades, sealing, the person's sheet."""
