"""Pages of meetings: the list and one meeting, its plan, what is recorded after it, and its papers."""
