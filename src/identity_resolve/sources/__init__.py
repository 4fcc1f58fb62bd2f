"""Records in: files, frames, columns and what they are; and tables out."""
