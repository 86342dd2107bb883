"""Going back in what is held: which feed has data when, and the moment that is looked at."""
