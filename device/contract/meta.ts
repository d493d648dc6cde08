/** What the JSON schema of a config says of a field: its name, and what it is. */
export const meta = (title: string, description: string) => ({ title, description });
