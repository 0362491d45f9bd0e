"""The online market: product pages, their pictures, packs of posts, catalogue and labels."""
