"""A made-up world of customers and the touchpoints they leave, with the truth."""
