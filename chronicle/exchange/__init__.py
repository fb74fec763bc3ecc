"""What an incident is called in the data of others: each standard's columns, its writing, and what it cannot say."""
