import { runInNewContext } from "node:vm";
import type { CauseCode } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { connectionFailure } from "./connection-errors.ts";

function systemError(code: string, syscall?: string): Error {
	const message = syscall === undefined ? code : `${syscall} ${code} 192.0.2.1`;
	return Object.assign(new Error(message), { code, syscall });
}

function fetchFailed(cause: unknown): TypeError {
	return new TypeError("fetch failed", { cause });
}

const inDoubt = { kind: "no_response", cause: "connection_lost" };

test.each<[CauseCode, string, string?]>([
	["connection_refused", "ECONNREFUSED", "connect"],
	["connection_refused", "ConnectionRefused"],
	["connection_refused", "ECONNREFUSED"],
	["host_not_found", "ENOTFOUND", "getaddrinfo"],
	["host_not_found", "EAI_AGAIN", "getaddrinfo"],
	["timeout", "UND_ERR_CONNECT_TIMEOUT"],
	["timeout", "ETIMEDOUT", "connect"],
	["network_unreachable", "EHOSTUNREACH", "connect"],
	["network_unreachable", "ENETUNREACH", "connect"],
	["network_unreachable", "EADDRNOTAVAIL", "connect"],
	["tls_certificate", "DEPTH_ZERO_SELF_SIGNED_CERT"],
	["tls_certificate", "SELF_SIGNED_CERT_IN_CHAIN"],
	["tls_certificate", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
	["tls_certificate", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
	["tls_certificate", "CERT_HAS_EXPIRED"],
	["tls_certificate", "CERT_NOT_YET_VALID"],
	["tls_certificate", "ERR_TLS_CERT_ALTNAME_INVALID"],
	["tls_certificate", "CRL_HAS_EXPIRED"],
	["tls_certificate", "INVALID_CA"],
	["tls_certificate", "INVALID_PURPOSE"],
	["tls_certificate", "PATH_LENGTH_EXCEEDED"],
	["tls_certificate", "HOSTNAME_MISMATCH"],
	// Node's code for a signature of the certificate that is too weak.
	["tls_certificate", "UNSPECIFIED"],
	["proxy_refused", "UND_ERR_PRX_CONN"],
	["proxy_refused", "ERR_PROXY_TUNNEL"],
])(
	"%s: after %s of %s nothing was sent, however deep the error is",
	(cause, code, syscall) => {
		const error = systemError(code, syscall);
		const wrapped = fetchFailed(new Error("", { cause: error }));
		for (const each of [error, fetchFailed(error), wrapped])
			expect(connectionFailure(each)).toEqual({ kind: "not_sent", cause });
	},
);

test.each<[string, string?]>([
	["ECONNRESET", "read"],
	["EPIPE", "write"],
	["ETIMEDOUT", "read"],
	["ETIMEDOUT"],
	["EHOSTUNREACH", "read"],
	["ENETUNREACH", "write"],
	["UND_ERR_SOCKET"],
	["UND_ERR_HEADERS_TIMEOUT"],
	["UND_ERR_ABORTED"],
	["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"],
	["ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC"],
	["EPROTO"],
])("after %s of %s the request may have been sent", (code, syscall) => {
	expect(connectionFailure(fetchFailed(systemError(code, syscall)))).toEqual(
		inDoubt,
	);
});

test.each<[CauseCode, string | undefined, string, permanent?: boolean]>([
	["invalid_address", undefined, "bad port"],
	["invalid_address", undefined, "unknown scheme"],
	[
		"invalid_address",
		"ERR_SSL_WRONG_VERSION_NUMBER",
		"4013:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/x.c:78:\n",
	],
	[
		"proxy_refused",
		"UND_ERR_ABORTED",
		"Proxy response (407) !== 200 when HTTP Tunneling",
		true,
	],
	[
		"proxy_refused",
		"UND_ERR_ABORTED",
		"Proxy response (502) !== 200 when HTTP Tunneling",
	],
	[
		"proxy_refused",
		"ERR_PROXY_TUNNEL",
		"Failed to establish tunnel to api.example:443 via http://127.0.0.1:9/: HTTP/1.1 407 Refused",
		true,
	],
	[
		"proxy_refused",
		"ERR_PROXY_TUNNEL",
		"Failed to establish tunnel to api.example:407 via http://127.0.0.1:9/: HTTP/1.1 502 Refused",
	],
	[
		"proxy_refused",
		"UND_ERR_INVALID_ARG",
		"Proxy Authentication Required (407)",
		true,
	],
	[
		"connection_lost",
		"ECONNRESET",
		"Client network socket disconnected before secure TLS connection was established",
	],
])(
	"%s: undici's %s, “%s”, means that nothing was sent",
	(cause, code, message, permanent) => {
		const error = Object.assign(new Error(message), code && { code });
		expect(connectionFailure(fetchFailed(error))).toEqual({
			kind: "not_sent",
			cause,
			...(permanent && { permanent }),
		});
	},
);

test("a wrong version proves nothing outside of undici, which connects before it sends", () => {
	expect(
		connectionFailure(systemError("ERR_SSL_WRONG_VERSION_NUMBER")),
	).toEqual(inDoubt);
});

test("of several addresses, each must be one that nothing was sent to", () => {
	const unreachable = systemError("ENETUNREACH", "connect");
	const timedOut = systemError("ETIMEDOUT", "connect");
	const reset = systemError("ECONNRESET", "read");
	const several = (...errors: Error[]): Error =>
		fetchFailed(
			Object.assign(new AggregateError(errors, ""), { code: "ECONNREFUSED" }),
		);
	expect(connectionFailure(several(unreachable, timedOut))).toEqual({
		kind: "not_sent",
		cause: "network_unreachable",
	});
	expect(connectionFailure(several(unreachable, reset))).toEqual(inDoubt);
});

const address = "https://127.0.0.1:9/rest";
const connect = `error sending request for url (${address}): client error (Connect)`;

test.each<[string, CauseCode, permanent?: boolean]>([
	[connect, "network_unreachable"],
	[
		`${connect}: tcp connect error: Network is unreachable (os error 101)`,
		"network_unreachable",
	],
	[
		`${connect}: tcp connect error: Connection refused (os error 111)`,
		"connection_refused",
	],
	[
		`${connect}: dns error: failed to lookup address information`,
		"host_not_found",
	],
	[`${connect}: invalid peer certificate: Expired`, "tls_certificate"],
	[
		`${connect}: received corrupt message of type InvalidContentType`,
		"invalid_address",
	],
	[`${connect}: proxy authentication required`, "proxy_refused", true],
	[`${connect}: tls handshake eof`, "connection_lost"],
	[`${connect}: unsuccessful tunnel`, "proxy_refused"],
])(
	"Deno's message %j means that nothing was sent: %s",
	(message, cause, permanent) => {
		expect(connectionFailure(fetchFailed(new Error(message)))).toEqual({
			kind: "not_sent",
			cause,
			...(permanent && { permanent }),
		});
	},
);

test.each<[string, string, CauseCode, permanent?: boolean]>([
	[
		"ENETUNREACH",
		"ENETUNREACH: Was there a typo in the url or port?",
		"network_unreachable",
	],
	[
		"FailedToOpenSocket",
		"Was there a typo in the url or port?",
		"network_unreachable",
	],
	[
		"ERR_PROXY_TUNNEL",
		"Proxy refused to open a tunnel: 502 Refused",
		"proxy_refused",
	],
	[
		"ERR_PROXY_TUNNEL",
		"Proxy refused to open a tunnel: 407 Refused",
		"proxy_refused",
		true,
	],
])(
	"Bun's %s, “%s”, means that nothing was sent: %s",
	(code, message, cause, permanent) => {
		const error = Object.assign(new Error(message), { code });
		expect(connectionFailure(error)).toEqual({
			kind: "not_sent",
			cause,
			...(permanent && { permanent }),
		});
	},
);

test.each([
	[
		"ENETUNREACH",
		"ENETUNREACH: The socket connection was closed unexpectedly.",
	],
	["EPROTO", "EPROTO: The TLS handshake failed."],
])("Bun's %s, “%s”, proves nothing", (code, message) => {
	const error = Object.assign(new Error(message), { code });
	expect(connectionFailure(error)).toEqual(inDoubt);
});

test("Deno refuses a blocked port by itself", () => {
	const error = new TypeError(
		"Fetch failed: Requests to port 6000 are blocked",
	);
	expect(connectionFailure(error)).toEqual({
		kind: "not_sent",
		cause: "invalid_address",
	});
});

test.each([
	`error sending request for url (${address}): client error (SendRequest)`,
	`error sending request from 127.0.0.1:9 for ${address}: client error (SendRequest): connection closed`,
	"Connection reset by peer (os error 104)",
	"a proxy said: client error (Connect)",
])("Deno's message %j proves nothing", (message) => {
	expect(connectionFailure(fetchFailed(new Error(message)))).toEqual(inDoubt);
});

test("a circular chain of causes, or an object without a message, proves nothing", () => {
	const loop = new Error("a");
	loop.cause = loop;
	for (const each of [loop, { code: "ECONNREFUSED" }])
		expect(connectionFailure(each)).toEqual(inDoubt);
});

test("an error of another realm is recognised", () => {
	const error: unknown = runInNewContext(
		"Object.assign(new Error('x'), { code: 'ECONNREFUSED' })",
	);
	expect(error).not.toBeInstanceOf(Error);
	expect(connectionFailure(error)).toMatchObject({ kind: "not_sent" });
});

test.each([null, undefined, "ECONNREFUSED", 7])(
	"only a function of the caller rejects with %j",
	(thrown) => {
		expect(connectionFailure(thrown)).toEqual({
			kind: "no_response",
			cause: "callback_failed",
		});
	},
);
