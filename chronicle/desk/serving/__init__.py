"""`chronicle serve`: a preview that is built anew with each change, and shows its problems in the page."""
