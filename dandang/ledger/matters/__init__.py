"""What happened: one number for one happening, who took part, evidence with custody, accountability and findings.

The register is the discipline body's and the organisation department's; units register what happened with them.
Parts keep a reference to a matter, so that a report, an accountability matter, a tolerance case and an assessment entry
about the same happening share its number. An accountability matter cannot reach a decision before tolerance was
considered and the party organisation heard. Basis: SPEC LD-01, LD-04, TL-01; 云南 第9点, 安徽 第11点.
"""
