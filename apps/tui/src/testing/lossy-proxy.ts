import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

/** A proxy on a free local port that passes requests on until the first response is submitted. */
export type LossyProxy = {
	url: string;
	/** The paths of the POSTs that were passed on, in order. */
	posts: string[];
	/** Resolves when the next answer to a POST is lost. */
	nextLoss: () => Promise<void>;
	/** Passes on everything from now on. */
	heal: () => void;
	stop: () => Promise<void>;
};

/**
 * Starts a proxy that passes on the first POST as well, but neither its reply nor anything after it.
 *
 * @param losses how many POSTs lose their reply; 0 for a proxy that passes on everything
 * @param silence how many requests after the last loss get no answer
 * @param forbids the paths of POSTs that are answered with 403 and not passed on
 */
export async function startLossyProxy(
	target: string,
	losses = 1,
	silence: number = Number.POSITIVE_INFINITY,
	forbids: (path: string) => boolean = () => false,
): Promise<LossyProxy> {
	let isSilent = false;
	let left = losses;
	let ignored = 0;
	const posts: string[] = [];
	const lost = new EventTarget();
	const server = createServer(async (request, response) => {
		if (isSilent && ignored++ < silence) return;
		isSilent = false;
		const { method = "GET", url = "/", headers } = request;
		if (method === "POST" && forbids(url)) {
			response.writeHead(403, { "content-type": "application/json" });
			response.end("{}");
			return;
		}
		const loses = method === "POST" && left > 0;
		if (loses) left--;
		isSilent = loses && left === 0;
		const sent = Object.entries(headers).flatMap(([name, value]) =>
			typeof value === "string" && !hopHeaders.includes(name)
				? [[name, value] satisfies [string, string]]
				: [],
		);
		const reply = await fetch(target + url, {
			method,
			headers: sent,
			...(method === "POST" ? { body: await buffer(request) } : {}),
		});
		if (method === "POST") posts.push(url);
		if (loses) {
			lost.dispatchEvent(new Event("lost"));
			return;
		}
		response.writeHead(reply.status, { "content-type": "application/json" });
		response.end(await reply.text());
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The proxy has no port.");
	const stop = async (): Promise<void> => {
		server.closeAllConnections();
		server.close();
		await once(server, "close");
	};
	return {
		url: `http://127.0.0.1:${address.port}`,
		posts,
		nextLoss: () =>
			new Promise((resolve) =>
				lost.addEventListener("lost", () => resolve(), { once: true }),
			),
		heal() {
			isSilent = false;
			left = 0;
		},
		stop,
	};
}

const hopHeaders = [
	"host",
	"connection",
	"content-length",
	"transfer-encoding",
];
