import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { createApp } from "../../http/app.ts";
import { company, prefixes } from "../../testing/company.ts";
import { testLedger } from "../../testing/edge.ts";
import { embeddedUpstream } from "../../upstreams/embedded/index.ts";
import { listen } from "./listen.ts";

const head = [
	`POST ${prefixes.project}/instances/9201/responses HTTP/1.1`,
	"Host: 127.0.0.1",
	"Authorization: Bearer ada-token",
	"Procore-Company-Id: 4201",
	"Content-Type: application/json",
	"Content-Length: 900000",
];

test.each([
	["headers", head.slice(0, 3).join("\r\n")],
	["a body", `${head.join("\r\n")}\r\n\r\n{`],
])(
	"a request whose %s take too long is a 408, and its connection is closed",
	async (_, bytes) => {
		const upstream = embeddedUpstream(testLedger(company()));
		const app = createApp({ upstream, log: () => {} });
		const options = { requestTimeoutMs: 100 };
		const edge = await listen(app, "127.0.0.1", 0, options);
		const socket = connect(Number(new URL(edge.url).port), "127.0.0.1");
		await once(socket, "connect");
		let received = "";
		socket.on("data", (chunk) => {
			received += String(chunk);
		});
		socket.write(bytes);
		await once(socket, "end");
		expect(received.split("\r\n")[0]).toBe("HTTP/1.1 408 Request Timeout");
		expect(received).toContain('"code":"REQUEST_TIMEOUT"');
		socket.destroy();
		await edge.close();
	},
);
