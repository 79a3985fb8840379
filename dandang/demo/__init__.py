"""A made-up county, built only by calling the actions a user triggers. Names, places and facts are invented; seeded.

`organs` lists the units, `names` and `careers` make people, `county` brings them in, `accounts` opens role accounts,
`assessments` runs three sealed years and one running, `__main__` is `./go demo`.
"""
