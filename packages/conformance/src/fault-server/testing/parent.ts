// Starts a fault server and then does nothing. A test ends this process and checks that the server ends as well.
import { spawnFaultServer } from "../spawn.ts";

const { pid, url } = await spawnFaultServer();
process.stdout.write(`${JSON.stringify({ pid, url })}\n`);
