"""Pages of the room, one module per noun: accounts, roles, the own account, the log, staffing."""
