/** How many steps the schema of the box's database has taken: a program takes no database of more steps than its own. */
export const DATABASE_SCHEMA = 7;
