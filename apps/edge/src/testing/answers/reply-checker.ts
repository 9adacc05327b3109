import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { RawReply } from "../raw/send-raw.ts";

/** The request that a reply answers. */
export type AnsweredRequest = { method: string; target: string };

/** What a document says about a reply: the operation that describes it, and what differs. */
export type CheckedReply = { operation: string; problems: string[] };

type Header = { required?: boolean; schema: Record<string, unknown> };
type Described = {
	headers?: Record<string, { $ref: string } | Header>;
	content?: Record<string, unknown>;
};
type Operation = { operationId: string; responses: Record<string, Described> };

/**
 * Compares replies with an OpenAPI 3.1 document: the status, every header that is described, the media type and the body.
 * The checker returns `null` for a request that the document does not describe.
 */
export function replyChecker(
	document: unknown,
): (
	request: AnsweredRequest,
	reply: NonNullable<RawReply>,
) => CheckedReply | null {
	const { paths, components } = Object(document);
	const ajv = new Ajv2020({ strict: false });
	addFormats.default(ajv);
	ajv.addSchema({ $id: "openapi", ...Object(document) });
	const templates = Object.keys(paths).map((path) => ({
		path,
		pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`),
	}));

	function schemaProblems(pointer: string, value: unknown): string[] {
		const validate = ajv.getSchema(`openapi#${pointer}`);
		if (validate === undefined) return [`${pointer} is no schema`];
		return validate(value) === true
			? []
			: [`${pointer}: ${ajv.errorsText(validate.errors)}`];
	}

	return ({ method, target }, { status, headers, body }) => {
		const { pathname } = new URL(target, "http://edge.example");
		const path = templates.find(({ pattern }) => pattern.test(pathname))?.path;
		if (path === undefined || method === "OPTIONS") return null;
		const methods: Record<string, Operation> = paths[path];
		const name = method === "HEAD" ? "get" : method.toLowerCase();
		// A method that the path does not have is described by each that it has.
		const [described, operation] = Object.entries(methods).find(
			([each]) => each === name || !(name in methods),
		) ?? ["", undefined];
		if (operation === undefined) return null;
		const at = `/paths/${pointerPart(path)}/${described}/responses/${status}`;
		const response = operation.responses[status];
		if (response === undefined)
			return {
				operation: operation.operationId,
				problems: [`status ${status}`],
			};
		return {
			operation: operation.operationId,
			problems: [
				...headerProblems(at, response.headers ?? {}, headers),
				...(method === "HEAD"
					? []
					: bodyProblems(at, response.content, headers, body)),
			],
		};
	};

	function headerProblems(
		at: string,
		described: Record<string, { $ref: string } | Header>,
		received: Map<string, string>,
	): string[] {
		return Object.entries(described).flatMap(([name, each]) => {
			const isReference = "$ref" in each;
			const header: Header = isReference ? components.headers[name] : each;
			const pointer = isReference
				? `/components/headers/${name}/schema`
				: `${at}/headers/${name}/schema`;
			const text = received.get(name.toLowerCase());
			if (text === undefined)
				return header.required === true ? [`${name} is missing`] : [];
			const value =
				header.schema["type"] === "integer" ? Number(text || Number.NaN) : text;
			return schemaProblems(pointer, value);
		});
	}

	function bodyProblems(
		at: string,
		content: Record<string, unknown> | undefined,
		headers: Map<string, string>,
		body: string,
	): string[] {
		if (content === undefined) return body === "" ? [] : ["a body"];
		const type = headers.get("content-type")?.split(";")[0] ?? "none";
		if (!(type in content)) return [`the media type ${type}`];
		const json: unknown = JSON.parse(Buffer.from(body, "latin1").toString());
		return schemaProblems(`${at}/content/${pointerPart(type)}/schema`, json);
	}
}

/** A part of a JSON pointer in a URI fragment. */
function pointerPart(part: string): string {
	return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
