// A process that opens a fault server and then does nothing: what its end leaves behind is tested.
import { openFaultServer } from "../spawn.ts";

const { pid, url } = await openFaultServer();
process.stdout.write(`${JSON.stringify({ pid, url })}\n`);
