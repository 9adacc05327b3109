export const schemas = { config: () => ({}), output: () => ({}) };
