"""The room's pages, one file per noun."""
