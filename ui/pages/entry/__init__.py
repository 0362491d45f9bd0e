"""The page that enters slips: what comes in and goes out, transfers, advances, a bag, pictures."""
