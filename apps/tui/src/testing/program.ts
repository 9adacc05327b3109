/** The built program, which the tests start in child processes. */
export const program: string = `${import.meta.dirname}/../../dist/bin.js`;
