import { expect, test } from 'vitest'
import { DECISIONS } from '../../src/random/decisions.ts'
import { nameKey, replicationKey, rootKey } from '../../src/random/key.ts'
import { uniform } from '../../src/random/uniform.ts'

/** By decision: its number, draw 0 of device 0 and draw 1 of device 1 of the cohort "phones", seed "1", replication 0. */
const FROZEN: Record<string, [number: number, first: number, second: number]> = {
  presenceStart: [0, 0.9624448802965907, 0.1356498053635936],
  presenceResidual: [1, 0.7621627030390014, 0.7935915883862726],
  presenceSpells: [2, 0.7352025922649906, 0.7529283048324596],
  pollPhase: [3, 0.024807550477112472, 0.4782338800302862],
  pollIntervals: [4, 0.2230447813583306, 0.3121275748758009],
  reconnectDelay: [5, 0.3475542182648307, 0.2179269437730439],
  attendance: [6, 0.5848844488534045, 0.5960664289111685],
  arrival: [7, 0.8060274524401384, 0.0439279471335573],
  departure: [8, 0.5751869645081341, 0.6982495104187255],
  overnight: [9, 0.36163031902821163, 0.8694684640813027],
  mixture: [10, 0.07817703854357905, 0.5474742982725632],
  dependsOn: [11, 0.37244630669827805, 0.7674573935090997],
  fallbackNetwork: [12, 0.6770503314670121, 0.41454300048846127],
  profileEmail: [13, 0.8055993881136038, 0.7128644346302221],
  profileVpn: [14, 0.6613614729470699, 0.10581024994769328],
  profileCertificate: [15, 0.7298227043424722, 0.6808596463372044],
  profileWifi: [16, 0.4479246327178138, 0.049655298054744335],
  profileConfiguration: [17, 0.4349694349679104, 0.9687901526493595],
  retentionEmail: [18, 0.6467494725634796, 0.0976886156270288],
  retentionVpn: [19, 0.2017972084073728, 0.26459657565464856],
  retentionCertificate: [20, 0.733975496959063, 0.17406824822476807],
  retentionWifi: [21, 0.5301526561054105, 0.9793143198349709],
  retentionConfiguration: [22, 0.8502511714794664, 0.5174605412286758],
  pushDead: [23, 0.965214888635847, 0.2648374903229068],
  pushLoss: [24, 0.6400377672373513, 0.7377910930902071],
  pushLatency: [25, 0.30017059932752865, 0.4734939622571802],
  storedLatency: [26, 0.20919866306518176, 0.4244502079981528],
  detectDelay: [27, 0.7675254164292372, 0.6672411197790863],
  channelPhase: [28, 0.19139668311459246, 0.6595317206816166],
  throttleRetry: [29, 0.853849238943816, 0.4098997452515579],
  throttleJitter: [30, 0.7511969071731782, 0.8721529197045953],
  historyInterval: [31, 0.510590235982659, 0.35171169471315566],
  historySpell: [32, 0.3425195644265183, 0.5111038121023018],
  waveRank: [33, 0.30381307962335236, 0.9431989872817069],
  licensed: [34, 0.7537268749374751, 0.16174714765490072],
  licenceDate: [35, 0.5360795332552805, 0.7178324709857175],
  campaignResponse: [36, 0.17317081818315472, 0.9231664453446743],
  campaignDelay: [37, 0.002935928105206931, 0.3431822979530158],
  actionShare: [38, 0.8404954629535369, 0.2847927903166373],
  ticketLeadTime: [39, 0.4223587524501208, 0.7663085670459205],
}

test('every decision has its number and first draws for ever', () => {
  const { k0, k1 } = nameKey(replicationKey(rootKey('1'), 0), 'phones')
  const drawn = Object.entries(DECISIONS).map(([name, decision]) => [
    name,
    [decision, uniform(k0, k1, 0, decision, 0), uniform(k0, k1, 1, decision, 1)],
  ])
  expect(Object.fromEntries(drawn)).toEqual(FROZEN)
})

test('no two decisions share a number, and none has that of key derivation', () => {
  const numbers = Object.values(DECISIONS) as number[]
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 255)).toBe(true)
})
