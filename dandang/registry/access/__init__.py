"""Who may do what: roles over branches of the tree, within 干部管理权限.

Whose work: the security administrator grants and withdraws; every action and view asks. The system administrator's
pages about accounts are here too, since they name units and people, which the room `accounts` below cannot see.
Obeys GB/T 22239-2019 §8.1.4 (three administrators separated) and 党政领导干部选拔任用工作条例 on 干部管理权限.
Besides the standard files it has `middleware` (who asks, and may this route be opened).
"""
