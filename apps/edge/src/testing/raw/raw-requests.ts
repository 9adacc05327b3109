import { prefixes } from "../company.ts";
import { bodies } from "./raw-bodies.ts";
import {
	hosts,
	lengths,
	methods,
	targets,
	values,
	wholeHeads,
} from "./raw-values.ts";

/** A request as bytes. Its group says what is odd about it. */
export type RawRequest = {
	group: string;
	/** What is odd, in visible characters. */
	name: string;
	bytes: Buffer;
	/** Whether the request promises more bytes than it has. */
	isIncomplete: boolean;
};

const instance = `${prefixes.project}/instances/404`;
const submission =
	'{"response":{"current_step_occurrence_id":"1","selected_response_option_id":"2000","attachments":{}}}';

const standard = {
	"Procore-Company-Id": "4201",
	Authorization: "Bearer ada-token",
	"Content-Type": "application/json",
};

/** More than 500 requests with odd methods, targets, headers, lengths, encodings and bodies. None records anything. */
export function rawRequests(host: string): RawRequest[] {
	const build = (
		group: string,
		name: string,
		parts: {
			method?: string;
			target?: string;
			version?: string;
			headers?: Record<string, string | null>;
			lines?: string[];
			body?: string | Buffer;
			isIncomplete?: boolean;
		},
	): RawRequest => {
		const { method = "POST", target = `${instance}/responses` } = parts;
		const body = Buffer.from(parts.body ?? submission);
		const headers: Record<string, string | null> = {
			Host: host,
			...standard,
			"Content-Length": String(body.length),
			Connection: "close",
			...parts.headers,
		};
		const head = [
			`${method} ${target} ${parts.version ?? "HTTP/1.1"}`,
			...Object.entries(headers).flatMap(([key, value]) =>
				value === null ? [] : [`${key}: ${value}`],
			),
			...(parts.lines ?? []),
		];
		return {
			group,
			name: visible(name),
			bytes: Buffer.concat([
				Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"),
				body,
			]),
			isIncomplete: parts.isIncomplete ?? false,
		};
	};
	return [
		...methods.flatMap((method) =>
			[
				"/healthz",
				"/docs",
				"/rest/v1.0/me",
				instance,
				`${instance}/responses`,
				"/missing",
			].flatMap((target) => [
				build("method", `${method} ${target}`, {
					method,
					target,
					body: "",
					headers: { "Content-Length": null },
				}),
				build("method with a body", `${method} ${target}`, { method, target }),
			]),
		),
		...targets.map((target) =>
			build("target", target, {
				method: "GET",
				target,
				body: "",
				headers: { "Content-Length": null },
			}),
		),
		...hosts(host).map((value) =>
			build("host", String(value), {
				method: "GET",
				target: "/rest/v1.0/me",
				body: "",
				headers: { Host: value, "Content-Length": null },
			}),
		),
		...Object.entries(values).flatMap(([header, each]) =>
			each.map((value) =>
				build(header, value, { headers: { [header]: value } }),
			),
		),
		...lengths(submission).map(({ name, lines, body, isIncomplete = false }) =>
			build("length", name, {
				headers: { "Content-Length": null },
				lines,
				body,
				isIncomplete,
			}),
		),
		...bodies.map(([name, body]) => build("body", name, { body })),
		...wholeHeads(host).map(([group, name, lines]) => ({
			group,
			name: visible(name),
			bytes: Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"),
			isIncomplete: false,
		})),
	];
}

function visible(text: string): string {
	const shown =
		text.length > 80 ? `${text.slice(0, 60)}… (${text.length})` : text;
	return JSON.stringify(shown).slice(1, -1);
}
