"""A chronicle becomes pages: addresses, views, and the plan of the whole site."""
