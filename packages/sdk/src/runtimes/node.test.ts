import { execFile } from "node:child_process";
import { join } from "node:path";
import type {
	ClientCall,
	ClientResult,
} from "@signoff/conformance/fault-server";
import { parseReport } from "../testing/runtimes/runtime-client.ts";
import { testConnectionCauses } from "../testing/runtimes/test-connection-causes.ts";

const child = join(import.meta.dirname, "../testing/runtimes/respond-child.ts");

/** Another version of Node, for a run by hand: `SIGNOFF_NODE=/path/to/node vitest run src/runtimes/node.test.ts`. */
const node = process.env["SIGNOFF_NODE"] ?? process.execPath;

function respond(call: ClientCall): Promise<ClientResult> {
	return new Promise((resolve, reject) => {
		const started = execFile(node, [child], { env: {} }, (error, stdout) =>
			error === null ? resolve(parseReport(JSON.parse(stdout))) : reject(error),
		);
		started.stdin?.end(JSON.stringify(call));
	});
}

testConnectionCauses("Node", respond);
