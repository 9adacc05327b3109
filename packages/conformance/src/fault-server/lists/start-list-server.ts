import { createServer, type IncomingHttpHeaders } from "node:http";
import { listen } from "../connections/listen.ts";
import { parsePlan } from "../parse-plan.ts";
import { listPage } from "./list-page.ts";
import { type ListPlan, listPlanSchema } from "./list-plan.ts";

/** A server whose every path is one list. */
export type ListServer = {
	url: string;
	/** Requests received, in order. */
	requests: { path: string; headers: IncomingHttpHeaders }[];
	/** Closes every connection. Resolves once the port is free. */
	close(): Promise<void>;
};

/**
 * Starts a server on this machine whose every path is the list: a list of ids without an envelope below `/rest/v1.`,
 * else rows in `data`.
 *
 * @param options `origin`: the address that clients use, which links name. Without it, the server's
 * @throws {TypeError} if the plan is not valid
 */
export async function startListServer(
	plan: ListPlan,
	{ origin }: { origin?: string } = {},
): Promise<ListServer> {
	const list = parsePlan(listPlanSchema, plan);
	const requests: ListServer["requests"] = [];
	let url = "";
	const server = createServer(({ url: path = "", headers }, response) => {
		requests.push({ path, headers });
		const address = new URL(path, origin ?? url);
		const number = Number(address.searchParams.get("page") ?? 1);
		const page = listPage(list, number, address);
		const isV1 = address.pathname.startsWith("/rest/v1.");
		const rows = page.ids.map((id) => ({ id: isV1 ? id : String(id) }));
		response.writeHead(200, {
			"Content-Type": "application/json",
			...page.headers,
		});
		response.end(JSON.stringify(isV1 ? rows : { data: rows, ...page.body }));
	});
	const { port, close } = await listen(server);
	url = `http://127.0.0.1:${port}`;
	return { url, requests, close };
}
