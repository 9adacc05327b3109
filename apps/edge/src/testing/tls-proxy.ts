import { once } from "node:events";
import { request } from "node:http";
import { createServer } from "node:https";
import { setDefaultCACertificates } from "node:tls";
import {
	createAuthority,
	createCertificate,
} from "@signoff/conformance/fault-server";
import { onTestFinished } from "vitest";

/** A reverse proxy that ends TLS, as in front of a server in production. */
export type TlsProxy = {
	/** Its `https:` URL, whose certificate this process trusts during the test. */
	url: string;
	/** Passes all further requests on to a server. */
	forwardTo(url: string): void;
};

/** Starts a proxy that keeps `Host` and sets `X-Forwarded-*`. */
export async function startTlsProxy(): Promise<TlsProxy> {
	const authority = await createAuthority();
	setDefaultCACertificates([authority.cert]);
	let target = "";
	const server = createServer(
		await createCertificate("none", authority),
		(received, reply) => {
			const headers = {
				...received.headers,
				"X-Forwarded-Proto": "https",
				"X-Forwarded-Host": received.headers.host,
			};
			const sent = request(
				`${target}${received.url}`,
				{ method: received.method ?? "GET", headers },
				(answer) => {
					reply.writeHead(answer.statusCode ?? 502, answer.headers);
					answer.pipe(reply);
				},
			);
			sent.on("error", () => reply.destroy());
			received.pipe(sent);
		},
	);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		setDefaultCACertificates([]);
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The proxy does not listen on a port.");
	return {
		url: `https://localhost:${address.port}`,
		forwardTo: (url) => {
			target = url;
		},
	};
}
