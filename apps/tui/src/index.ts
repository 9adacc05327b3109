export type { Host } from "./cli/context/process.ts";
export { main } from "./cli/main.ts";
