"""The .lrmx exchange form (任免审批表 3.0): one person an XML file, read and written without loss.

Obeys `reference/formats.md` §1. Unknown elements, their order, spacing and the photo's own text survive a round trip.
"""
