"""Template tags of the pages: `{% load dandang %}`."""
