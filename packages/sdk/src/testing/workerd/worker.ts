import { answer } from "../runtimes/respond.ts";

/** A worker that does nothing but ask the sdk, with the runtime's own fetch. For tests alone. */
const worker: { fetch(request: Request): Promise<Response> } = {
	async fetch(request) {
		if (hasNode()) return new Response("Node is here.", { status: 500 });
		return answer(request);
	},
};

export default worker;

/** Whether anything of Node's is there to lean on. */
function hasNode(): boolean {
	return "process" in globalThis || "Buffer" in globalThis;
}
