"""The list of feed profiles, and their text beside the form."""
