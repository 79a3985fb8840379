"""Pages of the casebook, by who uses them: readers, the office that makes entries, leaders, the office's circulars."""
