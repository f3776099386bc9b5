import { defineConfig } from "vitest/config";

// Two forks, since the machines that run this in earnest have two cores, and a check that fills both slows every other test.
// The package is built and installed after all else: it would starve searches that are timed by their testTimeout.
export default defineConfig({
  test: {
    environment: "node",
    pool: "forks",
    testTimeout: 240_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "house",
          include: ["test/**/*.test.ts"],
          exclude: ["test/package/**"],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
