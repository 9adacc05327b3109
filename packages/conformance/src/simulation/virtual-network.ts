import type {
	RequestEvent,
	SettlementCommand,
	Submission,
} from "@signoff/core";
import { type ApiRequest, deliverRequest } from "./deliver-request.ts";
import type { FaultSource } from "./fault-source.ts";
import {
	clientNow,
	eventAfter,
	expireToken,
	faultUntil,
	type NetworkState,
	notSentEvent,
	passTime,
} from "./network-state.ts";
import { initialFacts, type ScheduleFacts } from "./schedule-facts.ts";
import {
	createVirtualServer,
	forkServer,
	type VirtualServer,
} from "./virtual-server.ts";
import type { WorldPlan } from "./world.ts";

type Command = Exclude<SettlementCommand, { kind: "finish" }>;

const refreshLatencyMs = 20;

// A wait that begins anew counts from the command during which it was named.
const renewedWaitMs = 5_000;

const longestRecheckMs = 300;

/** Executes a settlement's commands against a world's server in virtual time, with faults. */
export class VirtualNetwork {
	private readonly state: NetworkState;

	/**
	 * @param clockSkewMs how far the client's clock is ahead of the server's
	 * @param server by default a new one, whose instance started a minute ago
	 */
	constructor(
		plan: WorldPlan,
		submission: Submission,
		startedAt: number,
		clockSkewMs: number,
		faults: FaultSource,
		server: VirtualServer = createVirtualServer(plan, startedAt - 60_000),
	) {
		this.state = {
			server,
			submission,
			faults,
			facts: initialFacts(startedAt),
			clockSkewMs,
			now: startedAt,
			token: "valid",
		};
	}

	get server(): VirtualServer {
		return this.state.server;
	}

	get facts(): ScheduleFacts {
		return this.state.facts;
	}

	/** The server's clock, Unix milliseconds. */
	get now(): number {
		return this.state.now;
	}

	/** The client's clock, Unix milliseconds. */
	get clientNow(): number {
		return clientNow(this.state);
	}

	/** How far the client's clock is ahead of the server's. */
	get clockSkewMs(): number {
		return this.state.clockSkewMs;
	}

	/** A copy that continues independently, with the same requests in flight and the same source of faults. */
	copy(): VirtualNetwork {
		const { server, submission, faults, facts, clockSkewMs, now } = this.state;
		const copy = new VirtualNetwork(
			server.plan,
			submission,
			now,
			clockSkewMs,
			faults,
			forkServer(server),
		);
		const { server: copied } = copy.state;
		Object.assign(copy.state, this.state, {
			server: copied,
			facts: { ...facts },
		});
		return copy;
	}

	/**
	 * Executes one command. `origin` names the responses that it puts on record.
	 *
	 * @param submission what a submit carries
	 */
	execute(
		command: Command,
		origin: string,
		submission: Submission = this.state.submission,
	): RequestEvent {
		const { state } = this;
		if (command.kind === "sleep")
			return eventAfter(state, command.until - this.clientNow, {
				kind: "slept",
			});
		const throttled =
			command.kind !== "refresh_token" && this.throttle(command);
		if (throttled) return throttled;
		state.facts.requests_sent++;
		if (!isApiRequest(command)) return this.refresh(command.timeout_ms);
		this.recordRequest(command, submission);
		return this.sendWithToken(command, origin);
	}

	/** The client's process stops and starts again after a while. Its clock may be set to another time meanwhile. */
	crash(ms: number, clockJumpMs = 0): void {
		const { state } = this;
		const waitMs = Math.max(0, state.facts.not_before - state.now);
		passTime(state, ms);
		faultUntil(state);
		state.facts.requests_sent = 0;
		if (clockJumpMs === 0) return;
		state.clockSkewMs += clockJumpMs;
		// Nobody knows how much of the wait is left: it may count as past, or as beginning anew.
		state.facts.not_before = 0;
		if (waitMs > 0) faultUntil(state, state.now + waitMs + renewedWaitMs);
	}

	/** From now on, these faults occur. */
	useFaults(faults: FaultSource): void {
		this.state.faults = faults;
	}

	/** Forgets what happened so far: a process that knows nothing of it makes the next requests. */
	forget(): void {
		const { state } = this;
		Object.assign(state.facts, initialFacts(state.now));
	}

	private recordRequest(
		{ kind, urgent }: ApiRequest,
		submission: Submission,
	): void {
		const { state } = this;
		const { facts } = state;
		if (!urgent && state.now < facts.not_before) facts.sent_too_early = true;
		if (kind !== "submit" || submission === state.submission) return;
		if (JSON.stringify(submission) !== JSON.stringify(state.submission))
			facts.body_changed = true;
		state.submission = submission;
	}

	/** Waits for a token and sends a request. If its connection breaks, the runtime may send it again. */
	private sendWithToken(request: ApiRequest, origin: string): RequestEvent {
		const { state } = this;
		const until = state.now + request.timeout_ms;
		const waitMs = state.faults.tokenWaitMs(request.timeout_ms, state.now);
		passTime(state, waitMs);
		if (waitMs > 0) faultUntil(state);
		const timeout_ms = request.timeout_ms - waitMs;
		const { token } = state;
		const { event, connectionReset } = this.send(
			{ ...request, timeout_ms },
			origin,
		);
		if (!connectionReset || state.now >= until || !state.faults.resends())
			return event;
		const copy = { ...request, timeout_ms: until - state.now };
		// Both copies carry the same token.
		state.token = token;
		return this.send(copy, `${origin} again`, "second").event;
	}

	/** Sends one copy of a request. The client checks its token only before the first. */
	private send(
		request: ApiRequest,
		origin: string,
		copy: "first" | "second" = "first",
	): { event: RequestEvent; connectionReset: boolean } {
		const { state } = this;
		const fault = state.faults.requestFault(request.kind, state.now);
		const expired = fault?.kind === "token_expired" && copy === "first";
		const event =
			expired && state.faults.noticesTokenExpiry()
				? this.skipWithoutToken()
				: deliverRequest(state, fault ?? { kind: "none" }, request, origin);
		if (fault !== null) faultUntil(state);
		const connectionReset =
			fault !== null && "loss" in fault && fault.loss === "reset";
		return { event, connectionReset };
	}

	/** The client knows that its token has expired and does not send the request. */
	private skipWithoutToken(): RequestEvent {
		expireToken(this.state);
		this.state.facts.requests_sent--;
		return { kind: "no_token" };
	}

	/** Holds a request back as a rate limiter does. Urgent requests are never held back. */
	private throttle({ urgent }: { urgent?: true }): RequestEvent | null {
		const { state } = this;
		const ms = urgent ? null : state.faults.throttleMs(state.now);
		if (ms === null) return null;
		faultUntil(state, state.now + ms);
		const held = { kind: "throttled", until: this.clientNow + ms } as const;
		// A limiter that knows of no limit lets one request go first, and checks again after a moment.
		if (ms <= longestRecheckMs) return { ...held, awaits_response: true };
		state.facts.limit_named = true;
		return held;
	}

	private refresh(timeoutMs: number): RequestEvent {
		const { state } = this;
		passTime(state, Math.min(refreshLatencyMs, timeoutMs));
		const fault = state.faults.refreshFault(state.now);
		if (fault !== "refreshed") faultUntil(state);
		if (fault === "refresh_failed") {
			const event = notSentEvent(state);
			return event.permanent ? event : { kind: "refresh_failed" };
		}
		if (fault === "refreshed") state.token = "fresh";
		else state.facts.token_unavailable = true;
		return fault === "refresh_refused"
			? { kind: "refresh_refused" }
			: { kind: "refreshed" };
	}
}

function isApiRequest(command: Command): command is Command & ApiRequest {
	return command.kind !== "sleep" && command.kind !== "refresh_token";
}
