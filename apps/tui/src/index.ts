export type { Process } from "./cli/context/process.ts";
export { main } from "./cli/main.ts";
