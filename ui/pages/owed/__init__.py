"""The tab of who owes whom: people both ways, wages, money given ahead, and paying it."""
