import {
	type History,
	historySchema,
	type Instance,
	instanceSchema,
	type Me,
	validate,
} from "@signoff/core";
import { meSchema, unwrapData } from "@signoff/core/contract";
import type { VirtualNetwork } from "../simulation/virtual-network.ts";
import { readReply } from "../simulation/virtual-server.ts";

/** The instance as a read without faults shows it now; `null` if it may not be read. */
export function currentInstance({
	server,
	now,
}: VirtualNetwork): Instance | null {
	const { data } = readReply(server, "read_instance", now);
	const instance = validate(instanceSchema, unwrapData(data));
	return instance.kind === "parsed" ? instance.value : null;
}

/** The history as a read without faults shows it now; `null` if it may not be read. */
export function currentHistory({
	server,
	now,
}: VirtualNetwork): History | null {
	const { data } = readReply(server, "read_history", now);
	const history = validate(historySchema, unwrapData(data));
	return history.kind === "parsed" ? history.value : null;
}

/** The respondent as a read without faults shows them; `null` if it may not be read. */
export function currentMe({ server, now }: VirtualNetwork): Me | null {
	const { status, data } = readReply(server, "read_me", now);
	const me = validate(meSchema, status === 200 ? data : null);
	return me.kind === "parsed" ? me.value : null;
}
