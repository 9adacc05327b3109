import type { SettlementState } from "@signoff/core";

/** Moments are numbers above this; durations and counters are below. */
const firstMoment = 1e12;

/**
 * A 53-bit hash of a settlement's state, for counting distinct states. Two states count as one if they differ only in
 * the log of attempts, in an outcome's details, or in when they occur: moments are compared relative to the last
 * command.
 */
export function fingerprint(state: SettlementState): number {
	const { command, command_issued_at } = state;
	const hash: Hash = { low: 0xdeadbeef, high: 0x41c6ce57 };
	const normalized = {
		...state,
		attempts: null,
		command: command.kind === "finish" ? command.outcome.kind : command,
	};
	addObject(hash, normalized, command_issued_at);
	return numberOf(hash);
}

/** Two lanes of 32 bits, as in cyrb53. */
type Hash = { low: number; high: number };

/** The hashes of objects without moments. States share most of their objects, and never change one. */
const known = new WeakMap<object, number | "has_moments">();

function addObject(hash: Hash, value: object, base: number): void {
	for (const field of Object.values(value)) addValue(hash, field, base);
}

function addValue(hash: Hash, value: unknown, base: number): void {
	if (typeof value === "number")
		addNumber(hash, value > firstMoment ? value - base : value);
	else if (typeof value === "object" && value !== null) {
		const found = known.get(value) ?? hashOfConstant(value);
		if (found === "has_moments") addObject(hash, value, base);
		else addNumber(hash, found);
	} else addText(hash, String(value));
}

function hashOfConstant(value: object): number | "has_moments" {
	const text = JSON.stringify(value);
	const hash: Hash = { low: 0, high: 0 };
	addText(hash, text);
	const result = /[0-9]{13}/.test(text) ? "has_moments" : numberOf(hash);
	known.set(value, result);
	return result;
}

function addText(hash: Hash, text: string): void {
	for (let index = 0; index < text.length; index++)
		add(hash, text.charCodeAt(index));
	add(hash, -1);
}

function addNumber(hash: Hash, value: number): void {
	add(hash, value | 0);
	add(hash, Math.floor(value / 4294967296));
}

function add(hash: Hash, part: number): void {
	hash.low = Math.imul(hash.low ^ part, 2654435761);
	hash.high = Math.imul(hash.high ^ part, 1597334677);
}

function numberOf(hash: Hash): number {
	const low = mix(hash.low, hash.high);
	const high = mix(hash.high, low);
	return 4294967296 * (0x1fffff & high) + (low >>> 0);
}

function mix(value: number, other: number): number {
	return (
		Math.imul(value ^ (value >>> 16), 2246822507) ^
		Math.imul(other ^ (other >>> 13), 3266489909)
	);
}
