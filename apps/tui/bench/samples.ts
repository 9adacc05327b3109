import { type Figure, recordFigure } from "../../../scripts/lib/figures.ts";

/** Durations of repeated runs, in milliseconds. */
export type Samples = number[];

/** What is measured once in a round. Resolves with milliseconds. */
export type Measurement = () => Promise<number>;

/**
 * Measures each thing once in every round, so that a machine that slows down slows all of them down. The first round is
 * left out: it fills the compile caches.
 */
export async function interleaved<Name extends string>(
	measurements: Record<Name, Measurement>,
	rounds: number,
): Promise<Record<Name, Samples>> {
	const all = Object.entries<Measurement>(measurements);
	const samples = Object.fromEntries(
		all.map(([name]) => [name, [] as Samples]),
	) as Record<string, Samples>;
	for (let round = 0; round <= rounds; round++)
		for (const [name, measure] of all) {
			const ms = await measure();
			if (round > 0) samples[name]?.push(ms);
		}
	return samples as Record<Name, Samples>;
}

/** The value below which a fraction of the samples is. */
export function quantile(samples: Samples, fraction: number): number {
	const sorted = samples.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * fraction)] ?? 0;
}

/** A figure of the suite in milliseconds: the median of the samples. */
export function recordMs(
	figure: Pick<Figure, "id" | "what" | "goal">,
	samples: Samples,
): void {
	const value = quantile(samples, 0.5);
	recordFigure({ ...figure, value, unit: "ms", samples });
}

/** Such as `150 ms (min 148)`. */
export function summary(samples: Samples): string {
	const [median, min] = [0.5, 0].map((each) =>
		quantile(samples, each).toFixed(0),
	);
	return `${median} ms (min ${min})`;
}

/** How much longer one takes than the other, in each round. */
export function differences(samples: Samples, baseline: Samples): Samples {
	return samples.map((each, round) => each - (baseline[round] ?? Number.NaN));
}

/** How much longer one takes than the other, in each round: as a ratio. */
export function ratios(samples: Samples, baseline: Samples): number[] {
	return samples.map((each, round) => each / (baseline[round] ?? Number.NaN));
}

/** How much longer one takes than the other: as a ratio of the medians and of the minima. */
export function ratio(samples: Samples, baseline: Samples): string {
	const [median, min] = [0.5, 0].map((each) =>
		(quantile(samples, each) / quantile(baseline, each)).toFixed(2),
	);
	return `${median} (min ${min})`;
}

/** How much longer one takes than the other: as a difference of the medians and of the minima. */
export function surplus(samples: Samples, baseline: Samples): string {
	const [median, min] = [0.5, 0].map((each) =>
		(quantile(samples, each) - quantile(baseline, each)).toFixed(0),
	);
	return `+${median} ms (min +${min})`;
}
