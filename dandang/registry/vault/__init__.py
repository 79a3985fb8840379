"""Who a reporter is, kept apart from what was reported and opened only by two bodies together.

The work of identity custodians. It has a database of its own (alias `vault`); a case holds a random handle and nothing
else. Packs obeyed: dandang-own-rules (how many hours, how many approvers), asked through `kinds`. `sealing` is the
cryptography, plain Python without Django. Basis: SPEC PR-01; 检举控告规则 第47条.
"""
