"""SQL of correcting: whether a posted entry was settled since."""

SETTLED = "SELECT 1 FROM allocation WHERE target_id = ? GROUP BY target_id HAVING sum(amount) <> 0"
