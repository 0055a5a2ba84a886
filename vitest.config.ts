import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Temporal's native library wants a process, not a thread, for each file.
    pool: 'forks',
    maxWorkers: 2,
    // Real browsers, servers and killed processes on two shared cores: what fails once is tried once more, and vitest
    // says so. A test that needs it on a quiet machine is to be mended.
    retry: 1,
    testTimeout: 30_000,
    // The first use of the time-skipping server may have to fetch it.
    hookTimeout: 120_000,
    // The time-skipping server is a Java program that lives for seconds: start quickly rather than run fast.
    env: { TZ: 'UTC', JDK_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' },
  },
});
