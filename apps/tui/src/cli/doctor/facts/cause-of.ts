import type { Probe } from "./probe.ts";

/** Why no response of the API decided the probe; `null` if one did. */
export function causeOf({ failure }: Probe): string | null {
	if (failure === null) return null;
	const { outcome } = failure;
	return ("cause" in outcome ? outcome.cause?.code : null) ?? null;
}
