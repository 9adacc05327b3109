import { createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import {
	type Certificate,
	type CertificateProblem,
	createCertificate,
} from "./certificates.ts";
import { listen } from "./listen.ts";

/** A fault that ends a connection before it stands: no request can have arrived. */
export type ConnectionFault =
	/** https, with a certificate that is not trusted. */
	| { kind: "certificate"; problem: Exclude<CertificateProblem, "none"> }
	/** https, to a port that answers in plain text. */
	| { kind: "plain_text" }
	/** https, to a port that closes the connection during the handshake. */
	| { kind: "closed_in_handshake" }
	/** A port that nothing listens on. */
	| { kind: "refused" };

/** A server that no request reaches. */
export type FaultyListener = {
	url: string;
	/** Bytes of requests that reached it nevertheless. */
	received(): number;
	/** Closes every connection. Resolves once the port is free. */
	close(): Promise<void>;
};

/** Starts a server on this machine whose connections all meet the fault. */
export async function startConnectionFault(
	fault: ConnectionFault,
	authority: Certificate,
): Promise<FaultyListener> {
	let received = 0;
	const server = await createFaultyServer(fault, authority, (bytes) => {
		received += bytes;
	});
	const { port, close } = await listen(server);
	if (fault.kind === "refused") await close();
	return {
		url: `https://127.0.0.1:${port}`,
		received: () => received,
		close: fault.kind === "refused" ? () => Promise.resolve() : close,
	};
}

async function createFaultyServer(
	fault: ConnectionFault,
	authority: Certificate,
	onRequest: (bytes: number) => void,
): Promise<Server> {
	switch (fault.kind) {
		case "certificate":
			return createTlsServer(
				await createCertificate(fault.problem, authority),
				(socket) => socket.on("data", ({ length }) => onRequest(length)),
			);
		case "plain_text":
			return createServer((socket) => {
				socket.once("data", () => socket.end(plainText));
			});
		case "closed_in_handshake":
			return createServer((socket) => {
				socket.once("data", () => socket.destroy());
			});
		case "refused":
			return createServer();
	}
}

const plainText =
	"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
