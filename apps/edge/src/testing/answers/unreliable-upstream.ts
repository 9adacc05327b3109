import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import { company } from "../company.ts";
import { startEdge } from "../edge.ts";

/** The name of a fault of the upstream. `drop` and `hang` record the request first. */
export type UpstreamFaultName =
	| "rate_limited"
	| "unavailable"
	| "forbidden"
	| "not_found"
	| "expired"
	| "broken"
	| "drop"
	| "hang";

type Treatment =
	| { status: number; headers: Record<string, string>; body: string }
	| "drop"
	| "hang";

/** What the upstream does instead of answering. */
const faults: Record<UpstreamFaultName, () => Treatment> = {
	rate_limited: () => reply(429, "application/json", "{}", true),
	unavailable: () => reply(503, "text/plain", "later", true),
	broken: () => reply(502, "text/html", "<h1>Bad Gateway</h1>"),
	forbidden: () => reply(403, "application/json", errorBody("FORBIDDEN")),
	not_found: () => reply(404, "application/json", errorBody("NOT_FOUND")),
	expired: () => reply(401, "application/json", errorBody("UNAUTHORIZED")),
	drop: () => "drop",
	hang: () => "hang",
};

/** Every fault of the upstream, and requests that meet it: after the others, reads are sent again until they succeed. */
export const upstreamFaults: readonly (readonly [
	fault: UpstreamFaultName,
	on: "submit" | "all",
])[] = [
	...(
		[
			"rate_limited",
			"unavailable",
			"forbidden",
			"not_found",
			"expired",
		] as const
	).flatMap((fault) => [[fault, "submit"] as const, [fault, "all"] as const]),
	["broken", "submit"],
	["drop", "submit"],
	["hang", "submit"],
];

/** The token of a person whose submissions, or all of whose requests, meet a fault. */
export function faultyToken(
	person: string,
	fault: UpstreamFaultName,
	on: "submit" | "all",
): string {
	return `${fault}.${on}.${person}-token`;
}

/** Starts a server like Procore that treats each request as its token says, closed at the end of the test. */
export async function startUnreliableUpstream(): Promise<string> {
	const edge = await startEdge(company());
	const server = createServer(async (request, response) => {
		const { method = "", url = "", headers } = request;
		const chunks: Uint8Array[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const [token = "", on, fault] = (headers.authorization ?? "")
			.replace("Bearer ", "")
			.split(".")
			.reverse();
		const isFaulty =
			fault !== undefined &&
			(on === "all" || (method === "POST" && url.endsWith("/responses")));
		const treatment = isFaulty
			? faults[fault as UpstreamFaultName]()
			: undefined;
		if (typeof treatment === "object") {
			response.writeHead(treatment.status, treatment.headers);
			response.end(treatment.body);
			return;
		}
		const answer = await fetch(edge.url + url, {
			method,
			headers: {
				Authorization: `Bearer ${token}`,
				"Procore-Company-Id": String(headers["procore-company-id"] ?? ""),
				"Content-Type": headers["content-type"] ?? "text/plain",
			},
			...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
		});
		if (treatment === "hang") return;
		if (treatment === "drop") {
			request.socket.destroy();
			return;
		}
		response.writeHead(answer.status, Object.fromEntries(answer.headers));
		response.end(Buffer.from(await answer.arrayBuffer()));
	});
	await new Promise<void>((resolve) =>
		server.listen(0, "127.0.0.1", () => resolve()),
	);
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

function reply(
	status: number,
	type: string,
	body: string,
	isLater = false,
): Treatment {
	return {
		status,
		// Longer than any request waits, so that nothing is sent again.
		headers: {
			"Content-Type": type,
			...(isLater ? { "Retry-After": "3600" } : {}),
		},
		body,
	};
}

function errorBody(code: string): string {
	return JSON.stringify({ error: { code, message: "No." } });
}
