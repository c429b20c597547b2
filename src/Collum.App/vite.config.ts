import { defineConfig } from "vite";

// One file, no hash in its name: the server adds its own fingerprint.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "wwwroot/ui",
    emptyOutDir: true,
    target: "es2022",
    rollupOptions: {
      input: "Islands/app.ts",
      output: { format: "es", entryFileNames: "app.js", codeSplitting: false },
    },
  },
});
