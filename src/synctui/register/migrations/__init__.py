"""The steps that make the register's tables; imported only when a register is made."""
