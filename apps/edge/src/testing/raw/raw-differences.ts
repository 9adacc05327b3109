import type { RawRequest } from "./raw-requests.ts";
import type { RawReply } from "./send-raw.ts";

/** A difference between the hosts that their HTTP parsers decide, before the edge sees the request. */
export type RawDifference = {
	/** As in docs/edge.md. */
	title: string;
	/** True if the two replies to a request differ for this reason. */
	explains(request: RawRequest, node: RawReply, worker: RawReply): boolean;
};

/** The differences, the most specific first. Each is documented, and each occurs among the raw requests. */
export const rawDifferences: readonly RawDifference[] = [
	{
		title: "Incomplete bodies",
		explains: ({ isIncomplete }, node, worker) =>
			isIncomplete && isRefusal(node) && !isFromEdge(worker),
	},
	{
		title: "The text of a refusal",
		explains: (_, node, worker) =>
			isRefusal(node) && isRefusal(worker) && !isFromEdge(worker),
	},
	{
		title: "Methods",
		explains: ({ group, name }, node, worker) =>
			group.startsWith("method") &&
			(name.startsWith("CONNECT")
				? node === null && !isFromEdge(worker)
				: isRefusal(node) && worker?.status === 501),
	},
	{
		title: "Length of headers and targets",
		explains: (_, node) => node?.status === 431,
	},
	{
		title: "Syntax that Node accepts",
		explains: ({ group }, node, worker) =>
			["version", "first line", "target"].includes(group) &&
			isFromEdge(node) &&
			isRefusal(worker) &&
			!isFromEdge(worker),
	},
	{
		title: "Targets",
		explains: ({ group }, node, worker) =>
			group === "target" && isRefusal(node) && worker !== null,
	},
	{
		title: "`Host`",
		explains: ({ group, name }, node, worker) =>
			(group === "host" && isRefusal(node) && worker !== null) ||
			(name.includes("Host") && node?.status === 200 && !isFromEdge(worker)),
	},
	{
		title: "Framing",
		explains: ({ group }, node, worker) =>
			group === "length" && node?.status === 400 && isRefusal(worker),
	},
	{
		title: "Control characters",
		explains: ({ name }, node, worker) =>
			/\\u00|\\n|\x7f/.test(name) && node?.status === 400 && isFromEdge(worker),
	},
	{
		title: "Bytes that are not UTF-8",
		explains: ({ group, name }) => group === "target" && name.endsWith("=%ff"),
	},
	{
		title: "`Upgrade`",
		explains: ({ group, name }) => group === "Upgrade" && name === "websocket",
	},
];

/** Whether the edge itself replied, not the parser in front of it. */
export function isFromEdge(reply: RawReply): boolean {
	return reply?.headers.has("x-request-id") === true;
}

function isRefusal(reply: RawReply): boolean {
	return reply !== null && reply.status >= 400 && reply.status < 500;
}
