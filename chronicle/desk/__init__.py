"""What editors call besides building, a folder a task; here stands what several of them use, and starting."""
