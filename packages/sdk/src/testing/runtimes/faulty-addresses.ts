import {
	createAuthority,
	startConnectionFault,
} from "@signoff/conformance/fault-server";
import { onTestFinished } from "vitest";
import { type StubReply, serve } from "../stub-server.ts";
import type { FaultName } from "./connection-causes.ts";

type Fault = Parameters<typeof startConnectionFault>[0];

const unknownHost = "no-such-host.invalid";
const unreachableHost = "255.255.255.255";

/** The hosts of the addresses below, for a runtime that has to be permitted to reach them. */
export const faultyHosts: readonly string[] = [
	"127.0.0.1",
	unknownHost,
	unreachableHost,
];

/** An address for each fault, until the test ends. */
export async function faultyAddresses(): Promise<Record<FaultName, string>> {
	const authority = await createAuthority();
	const unconnected = async (fault: Fault): Promise<string> => {
		const { url, close } = await startConnectionFault(fault, authority);
		onTestFinished(close);
		return url;
	};
	const connected = async (reply: StubReply): Promise<string> =>
		(await serve(() => reply)).url;
	return {
		"a closed port": await unconnected({ kind: "refused" }),
		"an unknown host": `https://${unknownHost}`,
		"an unreachable network": `https://${unreachableHost}`,
		"a self-signed certificate": await unconnected({
			kind: "certificate",
			problem: "self_signed",
		}),
		"an expired certificate": await unconnected({
			kind: "certificate",
			problem: "expired",
		}),
		"https to an http port": await unconnected({ kind: "plain_text" }),
		"a connection closed in the TLS handshake": await unconnected({
			kind: "closed_in_handshake",
		}),
		"a connection closed before the answer": await connected({ kind: "drop" }),
		"a connection closed after the answer's headers": await connected({
			kind: "raw",
			bytes: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
		}),
		"no answer": await connected({ kind: "stall", bytes: "" }),
	};
}
