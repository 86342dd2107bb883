"""The user's alert rules at work beside the feeds: what they see, whom they tell, and how often."""
