import { connect } from "node:net";
import { createServer } from "node:tls";
import { type Certificate, createCertificate } from "./certificates.ts";
import { listen } from "./listen.ts";

/** An https address that leads to a server that speaks http. */
export type TlsFront = {
	url: string;
	/** Closes every connection. Resolves once the port is free. */
	close(): Promise<void>;
};

/**
 * Starts an https address on this machine for a server on this machine.
 *
 * @param target the server, such as `http://127.0.0.1:8787`
 * @param authority signs the certificate
 */
export async function startTlsFront(
	target: string,
	authority: Certificate,
): Promise<TlsFront> {
	const { hostname, port } = new URL(target);
	const certificate = await createCertificate("none", authority);
	const server = createServer(certificate, (socket) => {
		const upstream = connect(Number(port), hostname);
		upstream.on("error", () => socket.destroy());
		socket.on("error", () => upstream.destroy());
		socket.pipe(upstream).pipe(socket);
	});
	const { port: own, close } = await listen(server);
	return { url: `https://127.0.0.1:${own}`, close };
}
