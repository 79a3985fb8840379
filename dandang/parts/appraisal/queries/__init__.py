"""Every read another room or a view needs, one file per noun."""
