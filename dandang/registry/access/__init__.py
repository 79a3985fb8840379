"""Who may do what: roles within 干部管理权限."""
