// Loaded before the command: a signal makes something fail that nothing foresees.
process.on("SIGUSR2", () => {
	throw new Error("Nobody foresaw this.");
});
