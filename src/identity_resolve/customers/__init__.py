"""What is known of a customer once found."""
