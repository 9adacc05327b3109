/** What an error of `fetch` says about the connection. */
export type FetchErrorDetails = {
	/** The code of the system or of TLS, such as `ENOTFOUND`. */
	code: string;
	/** The host that was looked up. */
	host: string | null;
	/** The port that was connected to. */
	port: number | null;
	/** All messages of the chain. */
	message: string;
};

const maxDepth = 10;

/** Collects the details from the chain of causes. */
export function fetchErrorOf(error: unknown): FetchErrorDetails {
	const details: FetchErrorDetails = {
		code: "",
		host: null,
		port: null,
		message: "",
	};
	let current: unknown = error;
	for (let depth = 0; current instanceof Error && depth < maxDepth; depth++) {
		const { code, hostname, port, errors, message }: Fields = current;
		details.message += ` ${message}`;
		if (typeof code === "string") details.code = code;
		if (typeof hostname === "string") details.host = hostname;
		if (typeof port === "number") details.port = port;
		current = Array.isArray(errors) ? errors[0] : current.cause;
	}
	return details;
}

type Fields = Error & {
	code?: unknown;
	hostname?: unknown;
	port?: unknown;
	errors?: unknown;
};
