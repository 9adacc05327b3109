export { type Host, main } from "./cli/main.ts";
