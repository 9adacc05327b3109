import type { CauseCode } from "@signoff/core/outcome";

/** The runtimes that the tests start. */
export type RuntimeName = "Node" | "Bun" | "Deno" | "workerd" | "Chromium";

/** Faults of a connection, as the documentation names them. */
export const faultNames = [
	"a closed port",
	"an unknown host",
	"an unreachable network",
	"a self-signed certificate",
	"an expired certificate",
	"https to an http port",
	"a connection closed in the TLS handshake",
	"a connection closed before the answer",
	"a connection closed after the answer's headers",
	"no answer",
] as const;

/** The name of a fault. */
export type FaultName = (typeof faultNames)[number];

/** What the sdk knows after a fault: the cause, and whether the request was certainly not sent. */
export type KnownCause = { cause: CauseCode; notSent: boolean };

const notSent = (cause: CauseCode): KnownCause => ({ cause, notSent: true });
const inDoubt = (cause: CauseCode): KnownCause => ({ cause, notSent: false });
const lost = inDoubt("connection_lost");

const node: Record<FaultName, KnownCause> = {
	"a closed port": notSent("connection_refused"),
	"an unknown host": notSent("host_not_found"),
	"an unreachable network": notSent("network_unreachable"),
	"a self-signed certificate": notSent("tls_certificate"),
	"an expired certificate": notSent("tls_certificate"),
	"https to an http port": notSent("invalid_address"),
	"a connection closed in the TLS handshake": notSent("connection_lost"),
	"a connection closed before the answer": lost,
	"a connection closed after the answer's headers": lost,
	"no answer": inDoubt("timeout"),
};

/** Their errors give no reason. */
const withoutReasons: Record<FaultName, KnownCause> = {
	"a closed port": lost,
	"an unknown host": lost,
	"an unreachable network": lost,
	"a self-signed certificate": lost,
	"an expired certificate": lost,
	"https to an http port": lost,
	"a connection closed in the TLS handshake": lost,
	"a connection closed before the answer": lost,
	"a connection closed after the answer's headers": lost,
	"no answer": inDoubt("timeout"),
};

/** The table of docs/sdk.md: each runtime's test compares it with what the runtime reports. */
export const connectionCauses: Record<
	RuntimeName,
	Record<FaultName, KnownCause>
> = {
	Node: node,
	Bun: {
		...node,
		"https to an http port": lost,
		"a connection closed in the TLS handshake": lost,
	},
	Deno: node,
	workerd: withoutReasons,
	Chromium: withoutReasons,
};
