"""The tab of the members: the register, who holds which office, hours of work, sections."""
