import { bearer, createClient } from "../index.ts";
import { submission } from "./sample-instance.ts";

// Answers the sample step, and prints the outcome. Started with the address of the API; knows nothing of a proxy.
const [, , baseUrl = ""] = process.argv;
const client = createClient({ auth: bearer("ada-token"), baseUrl });
const outcome = await client.respond(submission);
process.stdout.write(`${JSON.stringify(outcome)}\n`);
