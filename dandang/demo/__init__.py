"""A made-up county, built only by calling actions."""
