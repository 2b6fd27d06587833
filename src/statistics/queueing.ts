/**
 * Closed forms of queueing theory. `servers` is c, `offered` is a = λ/μ, the arrivals during a mean service, and the load
 * is a/c. Waits are in the unit of the service time. A station with a load of 1 or more has no equilibrium: everyone
 * waits, and for ever.
 *
 * Source of the forms of equilibrium: L. Kleinrock, "Queueing Systems", vol. 1, ch. 3 (M/M/c) and 5 (M/G/1).
 */

/**
 * The share of customers that a station without a waiting line turns away (M/G/c/c).
 *
 * Source: A. K. Erlang (1917), as the recursion B(0) = 1, B(k) = aB(k−1) / (k + aB(k−1)), which does not overflow.
 */
export function erlangB(servers: number, offered: number): number {
  let blocked = 1
  for (let k = 1; k <= servers; k++) blocked = (offered * blocked) / (k + offered * blocked)
  return blocked
}

/**
 * The share of customers that wait (M/M/c).
 *
 * Source: A. K. Erlang (1917); in terms of B it is B / (1 − (a/c)(1 − B)).
 */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1
  const blocked = erlangB(servers, offered)
  return blocked / (1 - (offered / servers) * (1 - blocked))
}

/** The mean wait in M/M/c, those who do not wait included: C / (cμ − λ). */
export function mmcMeanWait(servers: number, offered: number, meanService: number): number {
  if (offered >= servers) return Infinity
  return (erlangC(servers, offered) * meanService) / (servers - offered)
}

/**
 * The mean wait in M/D/1, where every service takes `service`: half that of M/M/1.
 *
 * Source: the mean value formula of F. Pollaczek (1930) and A. Khinchine (1932), with a variance of 0.
 */
export function md1MeanWait(load: number, service: number): number {
  return load >= 1 ? Infinity : (load * service) / (2 * (1 - load))
}

/**
 * The customers left at `time` in an overloaded station to which `arrived` have come, in the fluid limit: arrivals less
 * what servers that are never idle do in that time.
 *
 * Source: G. F. Newell, "Applications of Queueing Theory", ch. 2.
 */
export function fluidBacklog(arrived: number, servers: number, meanService: number, time: number): number {
  return Math.max(0, arrived - (servers * time) / meanService)
}

/** A station to which the same few customers come again and again; counts are means in equilibrium. */
export interface FiniteSource {
  /** Customers served in a mean service time, which is also the number of busy servers. */
  readonly throughput: number
  readonly waiting: number
  /** Of those who do not wait, too; in mean service times. */
  readonly wait: number
}

/**
 * The machine repairman (M/M/c//N): each of `sources` customers comes `offered` times in a mean service time while it is
 * neither waiting nor served, so that p(k) is proportional to p(k−1)·(N − k + 1)·a / min(k, c).
 *
 * Source: C. Palm (1947); L. Kleinrock, "Queueing Systems", vol. 1, 3.8.
 */
export function finiteSource(servers: number, sources: number, offered: number): FiniteSource {
  let term = 1
  let sum = 1
  let busy = 0
  let waiting = 0
  for (let k = 1; k <= sources; k++) {
    term *= ((sources - k + 1) * offered) / Math.min(k, servers)
    sum += term
    busy += term * Math.min(k, servers)
    waiting += term * Math.max(0, k - servers)
    if (sum > 1e200) {
      term /= sum
      busy /= sum
      waiting /= sum
      sum = 1
    }
  }
  return { throughput: busy / sum, waiting: waiting / sum, wait: busy === 0 ? 0 : waiting / busy }
}
