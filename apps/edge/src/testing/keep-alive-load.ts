import { Agent, request } from "node:http";
import * as z from "zod/mini";
import { wireBody } from "./client.ts";
import { prefixes } from "./company.ts";

/** What one client saw until its connection was refused. */
export type LoadResult = {
	/** The code of the error that ended the client. */
	end: string;
	/** The header `Connection` of the last reply. */
	lastConnection: string;
	/** The instances whose response was confirmed (204), with the step that it answers. */
	answered: { id: string; step: string }[];
};

const created = z.object({
	data: z.object({
		id: z.string(),
		current_step_occurrence: z.object({ id: z.string() }),
	}),
});

/** Clients that send one request after the other, each on one connection that is kept alive. */
export function sendUntilRefused(
	url: string,
	clients: number,
): { started: Promise<void>; results: Promise<LoadResult[]> } {
	const started = Promise.withResolvers<void>();
	let replies = 0;
	const countReply = (): void => {
		replies += 1;
		if (replies === clients * 3) started.resolve();
	};
	const results = Array.from({ length: clients }, () =>
		runClient(`${url}${prefixes.project}/instances`, countReply),
	);
	return { started: started.promise, results: Promise.all(results) };
}

async function runClient(
	instances: string,
	countReply: () => void,
): Promise<LoadResult> {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const result: LoadResult = { end: "", lastConnection: "", answered: [] };
	const post = async (url: string, body: unknown) => {
		const reply = await send(agent, url, JSON.stringify(body));
		result.lastConnection = reply.connection;
		countReply();
		return reply;
	};
	try {
		for (;;) {
			const reply = await post(instances, { tool_type: "first", item_id: "1" });
			const { data } = z.parse(created, JSON.parse(reply.text));
			const step = data.current_step_occurrence.id;
			const { status } = await post(
				`${instances}/${data.id}/responses`,
				wireBody(step, "2000"),
			);
			if (status === 204) result.answered.push({ id: data.id, step });
		}
	} catch (error) {
		result.end =
			error instanceof Error && "code" in error
				? String(error.code)
				: String(error);
	}
	agent.destroy();
	return result;
}

function send(
	agent: Agent,
	url: string,
	body: string,
): Promise<{ status: number; connection: string; text: string }> {
	return new Promise((resolve, reject) => {
		const headers = {
			Authorization: "Bearer ada-token",
			"Procore-Company-Id": "4201",
			"Content-Type": "application/json",
			"Content-Length": Buffer.byteLength(body),
		};
		const sent = request(url, { agent, method: "POST", headers }, (reply) => {
			let text = "";
			reply.on("data", (chunk) => {
				text += String(chunk);
			});
			reply.on("error", reject);
			reply.on("end", () =>
				resolve({
					status: reply.statusCode ?? 0,
					connection: reply.headers.connection ?? "",
					text,
				}),
			);
		});
		sent.on("error", reject);
		sent.end(body);
	});
}
