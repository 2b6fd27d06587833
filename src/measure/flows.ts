import { PUSH_FATES } from '../model/vocabulary.ts'

/** What is counted per bucket besides check-ins, in the order of the tally's memory. */
const FLOWS = [
  ...PUSH_FATES.map((fate) => `push ${fate}`),
  ...['enrolment ok', 'enrolment failed', 'enrolment refused', 'certificate issued'],
  ...['call opened', 'call closed', 'call abandoned'],
  ...['action issued', 'action executed', 'action not issued', 'action dropped'],
]

export const FLOW_COUNT = FLOWS.length

/** Where the flows of one kind of event begin; those within follow in the order of the recorder's codes. */
export const FLOW = {
  push: 0,
  enrolment: FLOWS.indexOf('enrolment ok'),
  issued: FLOWS.indexOf('certificate issued'),
  call: FLOWS.indexOf('call opened'),
  action: FLOWS.indexOf('action issued'),
} as const
