"""Cadres and everything the 任免审批表 holds, over time."""
