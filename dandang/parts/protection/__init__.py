"""Putting names right: reports and what they turned out to be, clarification, false accusation, harm in public.

The work of the discipline body (reports, false accusation), of whoever handled a report (clarification), and of the
unit. A reporter's name and first words lie in the vault (`registry.vault`); here stands a handle and a working copy.
Packs obeyed: reporting-rules, clarification, anhui-2018, yunnan-2018, public-discipline-law. Basis: SPEC PR-01 to 08.
"""
