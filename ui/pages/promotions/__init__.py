"""The tab of promotions: what is given when, special prices, coupons."""
