import { outcomeKinds } from "@signoff/core";
import type { Role } from "../behaviours/types.ts";
import { harmNames } from "./harms.ts";
import type { BehaviourResult, ConformanceReport, Totals } from "./types.ts";

/** The report of a check. */
export function summarize(
	role: Role,
	behaviours: BehaviourResult[],
): ConformanceReport {
	return {
		format: 1,
		role,
		totals: count(behaviours),
		by_kind: tableOf(outcomeKinds, (kind) => {
			const ofKind = behaviours.filter(({ expected }) => expected === kind);
			return ofKind.length === 0 ? null : count(ofKind);
		}),
		by_harm: tableOf(harmNames, (harm) => {
			const failed = behaviours.filter(({ harms }) => harms.includes(harm));
			return failed.length === 0 ? null : failed.length;
		}),
		behaviours,
	};
}

function count(results: BehaviourResult[]): Totals {
	const of = (verdict: BehaviourResult["verdict"]): number =>
		results.filter((each) => each.verdict === verdict).length;
	return {
		passed: of("passed"),
		failed: of("failed"),
		unsupported: of("unsupported"),
	};
}

function tableOf<K extends string, T>(
	keys: readonly K[],
	lookUp: (key: K) => T | null,
): Partial<Record<K, T>> {
	const entries = keys.flatMap((key): [K, T][] => {
		const value = lookUp(key);
		return value === null ? [] : [[key, value]];
	});
	return Object.fromEntries(entries) as Partial<Record<K, T>>;
}
