"""Dated, cited, revocable consequences of decisions."""
