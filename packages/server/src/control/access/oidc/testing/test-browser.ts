/** Where a browser was sent, and with what. */
export type Step = {
  readonly status: number
  readonly location: string
  readonly code: string | null
  readonly reason: unknown
}

/** A browser that keeps cookies by host and port and follows nothing by itself. */
export type TestBrowser = {
  readonly open: (url: string) => Promise<Step>
  /** Follows redirects from here for as long as they stay on the provider; returns where it leaves it. */
  readonly through: (url: string, origin: string) => Promise<string>
  readonly cookies: (url: string) => string
  /** Forgets the cookies of a host and port. */
  readonly forget: (origin: string) => void
}

/** Makes a browser without cookies. */
export function createTestBrowser(): TestBrowser {
  const jars = new Map<string, Map<string, string>>()
  const cookies = (url: string): string =>
    [...(jars.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  const open = async (url: string): Promise<Step> => {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: cookies(url), accept: 'text/html' } })
    const jar = jars.get(new URL(url).host) ?? new Map<string, string>()
    jars.set(new URL(url).host, jar)
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const text = await response.text()
    const isProblem = response.headers.get('content-type') === 'application/problem+json'
    const problem: {
      readonly code?: string
      readonly details?: { readonly reason?: unknown; readonly error?: unknown }
    } = JSON.parse(isProblem ? text : '{}')
    const location = response.headers.get('location') ?? ''
    return {
      status: response.status,
      location: location === '' ? '' : new URL(location, url).href,
      code: problem.code ?? null,
      reason: problem.details?.reason ?? problem.details?.error ?? null,
    }
  }
  const through = async (url: string, origin: string): Promise<string> => {
    let next = url
    for (let hops = 0; new URL(next).origin === origin; hops += 1) {
      const step = await open(next)
      if (step.location === '' || hops > 10) throw new Error(`${next} answered ${step.status} without a way on.`)
      next = step.location
    }
    return next
  }
  return { open, through, cookies, forget: (origin) => void jars.delete(new URL(origin).host) }
}
