"""担当 Dandang: how public officials are encouraged, assessed, protected and cared for."""
