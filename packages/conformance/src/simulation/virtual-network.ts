import type {
	CallName,
	HttpResponseData,
	RequestEvent,
	SettlementCommand,
	Submission,
} from "@signoff/core";
import { respondentIdOf } from "./actor-events.ts";
import type { LossMode, NetworkFault, RefreshFault } from "./faults.ts";
import { refusalReply } from "./server-responses.ts";
import { findResponse } from "./server-state.ts";
import {
	createVirtualServer,
	readReply,
	receiveSubmission,
	runUntil,
	schedule,
	stateAt,
	type VirtualServer,
} from "./virtual-server.ts";
import { isAt, type WorldPlan } from "./world.ts";

/** A call that goes to the server. */
type Call = {
	kind: Exclude<CallName, "refresh_token">;
	timeout_ms: number;
	urgent?: true;
};

/** What happened to a settlement's calls, for the invariants to judge by. Times are the server's. */
export type ScheduleFacts = {
	/** Calls made since the begin or the last resume. */
	requests_sent: number;
	/** Whether every call went through untouched. */
	fault_free: boolean;
	/** When the last fault stopped having an effect. */
	faults_ended_at: number;
	/** A read, or the instance handed in, was taken while no response of ours was on record. */
	read_showed_unanswered: boolean;
	/** No token could be had. */
	token_unavailable: boolean;
};

const refreshLatencyMs = 20;

/** What goes wrong in a network, and how long an answer takes half the way. */
export type FaultSource = {
	/** What becomes of a call; `null` where it goes through. */
	requestFault(call: Call["kind"], now: number): NetworkFault | null;
	refreshFault(now: number): RefreshFault;
	/** Whether the client notices by itself that its token has ended, and does not send it. */
	noticesTokenExpiry(): boolean;
	latencyMs(): number;
	/** For how long the pace holds a call back; `null` where it lets it go. */
	throttleMs(now: number): number | null;
	/** How long a call waits for its token, less than its time. */
	tokenWaitMs(timeoutMs: number, now: number): number;
	/** Whether what carries calls out sends this one again by itself, now that its connection broke. */
	resends(): boolean;
};

/** Everything between a settlement and a world's server, in virtual time: carries commands out, and makes them go wrong. */
export class VirtualNetwork {
	readonly server: VirtualServer;
	readonly facts: ScheduleFacts;
	/** The server's clock, Unix milliseconds. */
	now: number;
	/** `fresh`: good, and no call has been made with it. */
	private token: "good" | "fresh" | "expired" = "good";
	private readonly submission: Submission;
	private readonly skewMs: number;
	private readonly chance: FaultSource;

	constructor(
		plan: WorldPlan,
		submission: Submission,
		beginAt: number,
		skewMs: number,
		chance: FaultSource,
	) {
		this.submission = submission;
		this.skewMs = skewMs;
		this.chance = chance;
		this.now = beginAt;
		this.server = createVirtualServer(plan, beginAt - 60_000);
		this.facts = {
			requests_sent: 0,
			fault_free: true,
			faults_ended_at: beginAt,
			read_showed_unanswered: false,
			token_unavailable: false,
		};
	}

	/** The client's clock. */
	get clientNow(): number {
		return this.now + this.skewMs;
	}

	/** Carries one command out. `name` marks what it puts on record as this settlement's. */
	execute(
		command: Exclude<SettlementCommand, { kind: "finish" }>,
		name: string,
	): RequestEvent {
		if (command.kind === "sleep")
			return this.after(command.until - this.clientNow, { kind: "slept" });
		const held = command.kind !== "refresh_token" && this.hold(command);
		if (held) return held;
		this.facts.requests_sent++;
		if (!isCall(command)) return this.refresh(command.timeout_ms);
		const until = this.now + command.timeout_ms;
		const waits = this.chance.tokenWaitMs(command.timeout_ms, this.now);
		this.pass(waits);
		if (waits > 0) this.trouble();
		const timeout_ms = command.timeout_ms - waits;
		const { token } = this;
		const { event, broke } = this.send({ ...command, timeout_ms }, name);
		if (!broke || this.now >= until || !this.chance.resends()) return event;
		const again = { ...command, timeout_ms: until - this.now };
		// Both copies are one call of a token's.
		this.token = token;
		return this.send(again, `${name} again`, "second").event;
	}

	/** Sends one copy of a call. Whether there is a token is looked at before the first. */
	private send(
		command: Call,
		name: string,
		copy: "first" | "second" = "first",
	): { event: RequestEvent; broke: boolean } {
		const fault = this.chance.requestFault(command.kind, this.now);
		const unmade = fault?.kind === "token_expired" && copy === "first";
		const event =
			unmade && this.chance.noticesTokenExpiry()
				? this.goWithout()
				: this.undergo(fault ?? { kind: "none" }, command, name);
		if (fault !== null) this.trouble();
		const broke = fault !== null && "loss" in fault && fault.loss === "reset";
		return { event, broke };
	}

	/** The client knows that its token has ended: the call is not made. */
	private goWithout(): RequestEvent {
		this.expire();
		this.facts.requests_sent--;
		return { kind: "no_token" };
	}

	/** What is urgent is never held back. */
	private hold({ urgent }: { urgent?: true }): RequestEvent | null {
		const ms = urgent ? null : this.chance.throttleMs(this.now);
		if (ms === null) return null;
		this.trouble(this.now + ms);
		return { kind: "throttled", until: this.clientNow + ms };
	}

	/** The client is gone for a while. */
	crash(ms: number): void {
		this.pass(ms);
		this.trouble();
		this.facts.requests_sent = 0;
	}

	private trouble(until: number = this.now): void {
		this.facts.fault_free = false;
		this.facts.faults_ended_at = Math.max(this.facts.faults_ended_at, until);
	}

	private pass(ms: number): void {
		this.now += Math.max(0, ms);
		runUntil(this.server, this.now);
	}

	private after(ms: number, event: RequestEvent): RequestEvent {
		this.pass(ms);
		return event;
	}

	private refresh(timeoutMs: number): RequestEvent {
		this.pass(Math.min(refreshLatencyMs, timeoutMs));
		const fault = this.chance.refreshFault(this.now);
		if (fault !== "refreshed") this.trouble();
		if (fault === "refresh_failed") return { kind: "refresh_failed" };
		if (fault === "refreshed") this.token = "fresh";
		else this.facts.token_unavailable = true;
		return fault === "refresh_refused"
			? { kind: "refresh_refused" }
			: { kind: "refreshed" };
	}

	/** A new token that never worked is as good as none. */
	private expire(): void {
		if (this.token === "fresh") this.facts.token_unavailable = true;
		this.token = "expired";
	}

	private undergo(
		fault: NetworkFault,
		command: Call,
		name: string,
	): RequestEvent {
		if (fault.kind === "not_sent") return this.after(1, { kind: "not_sent" });
		if (fault.kind === "token_expired") this.expire();
		else if (this.token === "fresh") this.token = "good";
		const latency = this.chance.latencyMs();
		const sent = this.now;
		const arrives = (at: number, copy: string) =>
			schedule(
				this.server,
				at,
				(server, then) =>
					void receiveSubmission(server, this.submission, name + copy, then),
			);
		const silent = (loss: LossMode): RequestEvent => {
			const { timeout_ms } = command;
			return this.after(
				loss === "hang" ? timeout_ms : Math.min(latency * 2, timeout_ms),
				{ kind: "no_response" },
			);
		};
		if (fault.kind === "request_dropped") return silent(fault.loss);
		if (fault.kind === "arrives_late") {
			arrives(sent + fault.delay_ms, "");
			return silent(fault.loss);
		}
		if (fault.kind === "duplicated_late") {
			arrives(sent + 1, "");
			arrives(sent + fault.delay_ms, " again");
			return silent(fault.loss);
		}
		if (fault.kind === "reply_dropped" && this.token !== "expired") {
			arrives(sent + 1, "");
			return silent(fault.loss);
		}
		return latency * 2 < command.timeout_ms
			? this.answer(fault, command, name, latency)
			: this.tooSlow(command, arrives);
	}

	/** There was less time left than an answer takes. */
	private tooSlow(
		{ kind, timeout_ms }: Call,
		arrives: (at: number, copy: string) => void,
	): RequestEvent {
		if (kind === "submit") arrives(this.now, "");
		this.trouble(this.now + timeout_ms);
		return this.after(timeout_ms, { kind: "no_response" });
	}

	private answer(
		fault: NetworkFault,
		command: Call,
		name: string,
		latency: number,
	): RequestEvent {
		this.pass(latency);
		const reply =
			this.token === "expired" ? expired : this.meet(fault, command, name);
		return this.after(latency, { kind: "response", ...reply });
	}

	/** What the server, or something before it, answers. */
	private meet(
		fault: NetworkFault,
		call: Call,
		name: string,
	): HttpResponseData {
		switch (fault.kind) {
			case "failed": {
				if (fault.recorded) this.reach(call, name, 0);
				const headers: Record<string, string> =
					fault.retry_after === null
						? {}
						: { "retry-after": String(fault.retry_after) };
				this.trouble(this.now + (fault.retry_after ?? 0) * 1000);
				return {
					status: fault.status,
					headers,
					data: fault.html ? "<html>Sorry</html>" : null,
				};
			}
			case "refused":
				return { status: fault.status, headers: {}, data: "Refused" };
			case "rate_limited":
				return this.limited(fault);
			case "garbled":
				return { status: 200, headers: {}, data: "<html>Log in</html>" };
			case "duplicated": {
				const first = this.reach(call, name, 0);
				this.reach(call, `${name} again`, 0);
				return first;
			}
			default:
				return this.reach(
					call,
					name,
					fault.kind === "stale" ? fault.staleness_ms : 0,
				);
		}
	}

	private limited({
		reset_in,
		retry_after,
		dated,
	}: Extract<NetworkFault, { kind: "rate_limited" }>): HttpResponseData {
		// Without a Date a reset can only be compared with the client's clock.
		const at = dated ? this.now : this.clientNow;
		const headers: Record<string, string> = {};
		if (reset_in !== null)
			headers["x-rate-limit-reset"] = String(Math.ceil(at / 1000) + reset_in);
		if (dated) headers["date"] = new Date(this.now).toUTCString();
		if (retry_after !== null) headers["retry-after"] = String(retry_after);
		this.trouble(
			this.now + (Math.max(reset_in ?? 0, retry_after ?? 0) + 2) * 1000,
		);
		return { status: 429, headers, data: "Too many requests" };
	}

	private reach({ kind }: Call, name: string, lag: number): HttpResponseData {
		if (kind !== "read_me" && !isAt(this.server.plan, this.submission))
			return refusalReply(404);
		if (kind === "submit")
			return receiveSubmission(this.server, this.submission, name, this.now);
		const at = this.now - lag;
		const step = this.submission.response.current_step_occurrence_id;
		if (
			kind === "read_instance" &&
			findResponse(
				stateAt(this.server, at),
				step,
				respondentIdOf(this.server.plan),
			) === null
		)
			this.facts.read_showed_unanswered = true;
		return readReply(this.server, kind, at);
	}
}

const expired: HttpResponseData = {
	status: 401,
	headers: {},
	data: { error: "invalid_token" },
};

function isCall(command: {
	kind: CallName;
	timeout_ms: number;
	urgent?: true;
}): command is Call {
	return command.kind !== "refresh_token";
}
