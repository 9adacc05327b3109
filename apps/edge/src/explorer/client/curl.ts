import type { PreparedRequest } from "./request.ts";

/**
 * A request as a curl command for a POSIX shell, on several lines.
 *
 * @param origin begins the address, for example `http://127.0.0.1:8787`
 */
export function curlCommand(
	origin: string,
	{ method, path, headers, body }: PreparedRequest,
): string {
	return [
		`curl --include --request ${method} ${shellQuote(origin + path)}`,
		...Object.entries(headers).map(
			([name, value]) => `--header ${shellQuote(`${name}: ${value}`)}`,
		),
		// `--data` would read a file if the body began with `@`.
		...(body === null ? [] : [`--data-raw ${shellQuote(body)}`]),
	].join(" \\\n  ");
}

/** A word for a POSIX shell, which changes nothing between apostrophes. */
function shellQuote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
