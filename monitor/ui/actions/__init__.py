"""Everything a user can do, as one table, and what is made from it: menus, shortcuts, the palette."""
