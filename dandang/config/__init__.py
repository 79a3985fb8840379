"""Settings, root URLs, the list of rooms and the table of who may open which route."""
