import { text } from "node:stream/consumers";
import { respondToClientCall } from "./respond.ts";

// Settles the call on standard input, and prints the outcome.
const call = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await respondToClientCall(call)));
