import * as z from "zod/mini";
import { type Reply, sendRequest } from "../client.ts";
import { type Level, levels, prefixes } from "../company.ts";

const list = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Everything that can be read of the instances of a company for tests, by id. */
export async function readLedger(url: string): Promise<Map<string, string>> {
	const state = new Map<string, string>();
	for (const level of levels)
		for (const tool of ["first", "multiple"])
			for (const id of await instanceIds(url, level, tool)) {
				const path = `${url}${prefixes[level]}/instances/${id}`;
				const replies = [
					await sendRequest(path),
					await sendRequest(`${path}/history`),
				];
				state.set(id, replies.map(({ text }) => text).join("\n"));
			}
	return state;
}

async function instanceIds(
	url: string,
	level: Level,
	tool: string,
): Promise<string[]> {
	const ids: string[] = [];
	for (let page = 1; ; page++) {
		const reply: Reply = await sendRequest(
			`${url}${prefixes[level]}/instances?filters[tool_type]=${tool}&per_page=100&page=${page}`,
		);
		const { data } = z.parse(list, JSON.parse(reply.text));
		ids.push(...data.map(({ id }) => id));
		if (data.length < 100) return ids;
	}
}
