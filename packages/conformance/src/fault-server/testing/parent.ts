// A process that opens a fault server and then does nothing: what its end leaves behind is tested.
import { spawnFaultServer } from "../spawn.ts";

const { pid, url } = await spawnFaultServer();
process.stdout.write(`${JSON.stringify({ pid, url })}\n`);
