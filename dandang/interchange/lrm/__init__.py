"""The .lrm exchange form (任免审批表 2.0): one person as 33 quoted fields in GBK, the photo beside it as .pic.

Obeys `reference/formats.md` §2. Read only: what is written today is .lrmx.
"""
