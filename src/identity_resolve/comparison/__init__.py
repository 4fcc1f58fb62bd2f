"""What two records agree and differ in, field by field."""
