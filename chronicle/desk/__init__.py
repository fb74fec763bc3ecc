"""What editors call besides building: starting a chronicle."""
