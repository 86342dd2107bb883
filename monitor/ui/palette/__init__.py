"""The list under the one field at the top: whatever can be done, found by a few letters."""
