import { serveClientCall } from "../runtimes/respond.ts";

/** A worker that settles submissions with the sdk and the runtime's own fetch. For tests alone. */
const worker: { fetch(request: Request): Promise<Response> } = {
	async fetch(request) {
		if (hasNode())
			return new Response("The runtime has globals of Node.", { status: 500 });
		return serveClientCall(request);
	},
};

export default worker;

/** True if globals of Node exist. */
function hasNode(): boolean {
	return "process" in globalThis || "Buffer" in globalThis;
}
