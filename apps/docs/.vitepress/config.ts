import { katex } from "@mdit/plugin-katex"
import { defineConfig } from "vitepress"
import { errorCodes } from "./cells/codes.ts"
import { cellFences, executedPages, placeholders } from "./cells/plugin.ts"
import { derivationsHTML } from "./cells/derivations.ts"
import { galleryHTML } from "./cells/gallery.ts"
import { pageParts } from "./cells/parts.ts"
import { escapeHTML } from "./cells/render.ts"
import { navigation, sidebar } from "./navigation.ts"

const base = process.env.NABLA_BASE ?? "/"
const source = "https://github.com/nablajs/nabla"

// Vue reads double braces in text; formulas may hold them.
const untouched = (html: string): string => html.replace(/^<(\w+)/, "<$1 v-pre")

// Every browser that runs modules reads WOFF2; KaTeX's other two formats would only fill the disk.
const onlyWoff2 = {
  name: "nabla:fonts",
  enforce: "pre" as const,
  transform: (css: string, id: string) =>
    /katex[^/]*\.css/.test(id) ? css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, "") : undefined,
}

const errorTable = (): string => {
  const rows = errorCodes().map(
    ({ code, meaning }) =>
      `<tr><td><a href="#${code}"><code>${code}</code></a></td><td>${escapeHTML(meaning).replace(/`([^`]+)`/g, "<code>$1</code>")}</td></tr>`,
  )
  return `<table><thead><tr><th>code</th><th>meaning</th></tr></thead><tbody>${rows.join("")}</tbody></table>`
}

export default defineConfig({
  title: "Nabla",
  description: "A small language of machine-learning mathematics for TypeScript, with several readings.",
  lang: "en",
  base,
  cleanUrls: true,
  lastUpdated: false,
  srcExclude: ["README.md"],
  head: [
    ["link", { rel: "icon", href: `${base}favicon.svg`, type: "image/svg+xml" }],
    ["meta", { name: "theme-color", content: "#ffffff", media: "(prefers-color-scheme: light)" }],
    ["meta", { name: "theme-color", content: "#16161a", media: "(prefers-color-scheme: dark)" }],
  ],
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    headers: { level: [2, 3] },
    config(md) {
      md.use(katex, { strict: "ignore", throwOnError: true, transformer: untouched })
      cellFences(md, base)
      placeholders(md, { errors: errorTable, gallery: galleryHTML, derivations: derivationsHTML })
    },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("nabla-") } } },
  vite: {
    plugins: [onlyWoff2, executedPages(base), pageParts(base)],
    resolve: { conditions: ["@nablajs/source"] },
    worker: { format: "es" },
    server: { fs: { allow: ["../.."] } },
  },
  themeConfig: {
    logo: "/nabla.svg",
    nav: navigation,
    sidebar,
    outline: { level: [2, 3] },
    search: {
      provider: "local",
      options: {
        // The index wants words: no colours, no outputs, formulas as they are written. The renderer is that of the pages, so it is put back.
        _render(text, env, md) {
          const { highlight } = md.options
          const rules = { ...md.renderer.rules }
          md.options.highlight = null
          md.renderer.rules.math_inline = md.renderer.rules.math_block = (tokens, i) => escapeHTML(tokens[i]?.content ?? "")
          const html = md.render(text, Object.assign(env, { plain: true }))
          md.options.highlight = highlight ?? null
          Object.assign(md.renderer.rules, rules)
          return env.frontmatter?.search === false ? "" : html
        },
      },
    },
    socialLinks: [{ icon: "github", link: source, ariaLabel: "Source code" }],
    editLink: { pattern: `${source}/edit/main/apps/docs/:path`, text: "Edit this page" },
    footer: { message: "MIT licence. Every block on these pages is run when they are built." },
  },
})
