"""Pages of the vault: the own key, requests, and one look at an identity."""
