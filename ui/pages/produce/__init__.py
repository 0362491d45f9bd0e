"""The place where batches are made, their cost sheets read, and recipes kept."""
