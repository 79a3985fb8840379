"""Who must do what by when and why: one work-list for everyone."""
