import type { CauseCode } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";

// Deno gives no code; its HTTP library names the phase that failed. `\S*` is the address, which has no space.
const denoConnectError =
	/^error sending request for url \(\S*\): client error \(Connect\)/;

// Errors that occur only before a connection stands, as "code syscall message <message of the outer error"; those of
// Deno begin with "@". Bun's `EPROTO` is not one: a connection that breaks later has the same code and message.
const notSentErrors: [CauseCode, RegExp, permanent?: true][] = [
	[
		"tls_certificate",
		/^(CERT_|CRL_|DEPTH_ZERO_|ERR_TLS_CERT_|HOSTNAME_M|INVALID_(CA|PU)|PATH_LEN|SELF_SIGNED_|UNABLE_TO_|UNSPECIFIED|@: invalid peer)/,
	],
	["connection_refused", /^((ECONN|Connection)Refused|@.*refused)/i],
	["host_not_found", /^(ENOTFOUND|EAI_AGAIN|@: dns)/],
	// The proxy asks for another login: waiting does not help.
	[
		"proxy_refused",
		/^(ERR_PROXY_TUNNEL\b.* 407\b|UND_ERR_\w+ Proxy (response \(407|Authentication R)|@: proxy auth)/s,
		true,
	],
	[
		"proxy_refused",
		/^(ERR_PROXY_TUNNEL|UND_ERR_(PRX_|\w+ Proxy (res|Auth))|@: (proxy|.*tunnel))/,
	],
	["timeout", /^(UND_ERR_CONNECT_T|ETIMEDOUT connect )/],
	[
		"invalid_address",
		/^((bad port|unknown scheme|ERR_SSL_WRONG_VERSION.*) <fetch failed|Fetch failed: Requests to port|@: received corrupt)/s,
	],
	[
		"connection_lost",
		/^(ECONNRESET Client network .* before secure TLS|@: tls handshake eof)/,
	],
	// Bun's text is that of a socket that could not be opened.
	[
		"network_unreachable",
		/^(@|E\w+ connect |\w+ (\w+: )?Was there a typo in the url or port\?)/,
	],
];

type NotSent = Extract<RequestEvent, { kind: "not_sent" }>;

/** What a failed fetch means: its request was certainly not sent, or it may have been; and why. */
export function connectionFailure(
	error: unknown,
): Extract<RequestEvent, { kind: "not_sent" | "no_response" }> {
	return (
		notSent(error, "", 10) ?? {
			kind: "no_response",
			cause: Object(error) === error ? "connection_lost" : "callback_failed",
		}
	);
}

/** The event if the request was certainly not sent; `null` if it may have been. Follows the chain of causes. */
function notSent(
	error: unknown,
	outer: string,
	maxDepth: number,
): NotSent | null {
	// Not `instanceof Error`: a test runner may run in another realm than fetch. The limit ends a circular chain.
	const { message, code, syscall, errors, cause }: ErrorFields = Object(error);
	if (typeof message !== "string" || maxDepth === 0) return null;
	const next = (inner: unknown): NotSent | null =>
		notSent(inner, message, maxDepth - 1);
	// One for each address of the host: each must prove it.
	if (Array.isArray(errors) && errors.length > 0)
		return errors.map(next).reduce((a, b) => a && b && a);
	const text = [code, syscall, message.replace(denoConnectError, "@")]
		.filter((each) => typeof each === "string")
		.concat(`<${outer}`)
		.join(" ");
	const found = notSentErrors.find(([, pattern]) => pattern.test(text));
	if (found === undefined) return next(cause);
	const event: NotSent = { kind: "not_sent", cause: found[0] };
	return found[2] ? { ...event, permanent: true } : event;
}

type ErrorFields = Partial<
	Record<"message" | "code" | "syscall" | "errors" | "cause", unknown>
>;
