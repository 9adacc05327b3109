import type xterm from "@xterm/headless";

/** One cell of a screen. A wide character takes two cells; the second is empty. */
export type Cell = {
	text: string;
	/** An index in the terminal's palette; `null` is the default colour. */
	color: number | null;
	bold: boolean;
	dim: boolean;
};

/** Every cell of the screen, row by row. */
export function cellsOf(
	emulator: InstanceType<typeof xterm.Terminal>,
): Cell[][] {
	const { active } = emulator.buffer;
	return Array.from({ length: emulator.rows }, (_, row) => {
		const line = active.getLine(active.baseY + row);
		return Array.from({ length: emulator.cols }, (_, column): Cell => {
			const cell = line?.getCell(column);
			return {
				text: cell?.getWidth() === 0 ? "" : cell?.getChars() || " ",
				color: cell?.isFgPalette() ? cell.getFgColor() : null,
				bold: cell?.isBold() !== 0,
				dim: cell?.isDim() !== 0,
			};
		});
	});
}
