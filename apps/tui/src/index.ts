export type { Host } from "./cli/host.ts";
export { main } from "./cli/main.ts";
