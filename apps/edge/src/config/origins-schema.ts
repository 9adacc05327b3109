import * as z from "zod/mini";
import { itemsOf } from "./relay-schemas.ts";
import { serverUrl } from "./schemas.ts";

/** Accepts origins: a list of texts, or a text in which commas separate them. Nothing is an empty list. */
export const origins: z.ZodMiniType<string[]> = z.transform(
	(value, { issues }) => {
		if (value === undefined) return [];
		const found = textsOf(value).flatMap(itemsOf).map(originOf);
		const valid = found.filter((origin) => origin !== null);
		if (found.length > 0 && valid.length === found.length)
			return [...new Set(valid)];
		issues.push({
			code: "custom",
			input: value,
			message:
				"must be an origin, such as https://app.example: a scheme and a host, without a path. * is not accepted.",
		});
		return z.NEVER;
	},
);

function textsOf(value: unknown): string[] {
	const list: unknown[] = Array.isArray(value) ? value : [value];
	return list.map((item) => (typeof item === "string" ? item : ""));
}

/** An origin as a browser writes it; `null` for a text that is not one. */
function originOf(text: string): string | null {
	const url = serverUrl(text);
	const isOrigin = url?.pathname === "/" && /^[^/]+\/\/[^/?#*]+\/?$/.test(text);
	return isOrigin ? url.origin : null;
}
