"""How the facts of a case paper become its words: one function per paper, facts in, blocks out.

The words are those of an official paper and always Chinese. No number of a rule is written here: deadlines, rights and
effects come with the facts, and what no rule decides prints as 未规定.
"""
