/** The secrets of this program in the system's keychain, by name. */
export type Keychain = {
	get: (name: string) => Promise<string | null>;
	set: (name: string, secret: string) => Promise<void>;
	/** Does nothing if there is none. */
	remove: (name: string) => Promise<void>;
};

const service = "signoff";

/** A person may have to unlock the keychain meanwhile. */
const timeoutMs = 30_000;

/**
 * Opens the system's keychain; `null` if there is none, its optional package is not installed, or `SIGNOFF_KEYCHAIN` is
 * `off`. Loads the package only now.
 */
export async function openKeychain(
	env: Partial<Record<string, string>>,
): Promise<Keychain | null> {
	if (env["SIGNOFF_KEYCHAIN"] === "off") return null;
	const keyring = await import("@napi-rs/keyring").catch(() => null);
	if (keyring === null) return null;
	// The kernel's keyring, which is the default without a secret service, forgets everything at a restart.
	const options = { linux: { store: "secret-service" } } as const;
	const entry = (name: string) =>
		new keyring.AsyncEntry(service, name, options);
	return {
		get: (name) =>
			withTimeout(async (signal) => entry(name).getPassword(signal)),
		set: (name, secret) =>
			withTimeout(async (signal) => entry(name).setPassword(secret, signal)),
		async remove(name) {
			await withTimeout(async (signal) => entry(name).deleteCredential(signal));
		},
	};
}

/** A keychain that waits for a person who is not there must not stop a script for good. */
async function withTimeout<T>(
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const signal = AbortSignal.timeout(timeoutMs);
	const late = new Promise<never>((_, reject) =>
		signal.addEventListener("abort", () =>
			reject(new Error("The keychain does not answer.")),
		),
	);
	return Promise.race([work(signal), late]);
}
