"""The page frame and one template per component."""
