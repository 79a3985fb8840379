"""担当 Dandang: how public officials are encouraged, assessed, protected and cared for."""

VERSION = "0.1.0"
