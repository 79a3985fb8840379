"""The append-only, chained record of every write and of reads of files.

Whose work: the audit administrator reads it, every action writes it. Obeys no pack; GB/T 22239-2019 §8.1.4 安全审计.
Besides the standard files it has `chain` (the pure arithmetic: digests, commitments, Merkle roots) and `checkpoints`
(signed heads in files outside the database). The triggers that refuse changes are in the migrations.
"""
