// The base model as one would write it in C++ for speed alone: one device after the other from the start to the horizon,
// its few timers in registers, counts in arrays. No calendar, no keyed draws, no other rule than those of this model.
//
// Usage: plain-loop DEVICES [SEED]; prints one JSON object.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

using Time = std::int64_t;  // milliseconds

constexpr Time HOUR = 3'600'000;
constexpr Time HORIZON = 14 * 24 * HOUR;
constexpr Time CHANGE = 24 * HOUR;
constexpr Time RETENTION = 7 * 24 * HOUR;
constexpr Time INTERVAL = 8 * HOUR;
constexpr double MEAN_ONLINE = 16.0 * HOUR;
constexpr double MEAN_OFFLINE = 8.0 * HOUR;
constexpr Time BUCKET = HOUR / 4;
constexpr int BUCKETS = HORIZON / BUCKET;
constexpr Time MINUTE = 60'000;
constexpr Time NEVER = INT64_MAX;

enum State { MANAGED_OLD, PENDING, MANAGED_NEW, STATES };
enum Trigger { POLL, PUSH, TRIGGERS };
enum Cause { OFFLINE, AWAITING, CAUSES };

/// xoshiro256++ (Blackman and Vigna), seeded with splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (auto& word : state_) {
      std::uint64_t z = (seed += 0x9e3779b97f4a7c15u);
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      word = z ^ (z >> 31);
    }
  }

  /// In (0, 1).
  double uniform() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53; }

  Time exponential(double mean) { return static_cast<Time>(-std::log(uniform()) * mean + 0.5); }

 private:
  static std::uint64_t rotate(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

  std::uint64_t next() {
    auto& s = state_;
    const std::uint64_t result = rotate(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
  }

  std::uint64_t state_[4];
};

/// What is recorded: changes of the counts per bucket, flows per bucket, sums over devices.
struct Records {
  std::vector<std::int64_t> states = std::vector<std::int64_t>(STATES * (BUCKETS + 1));
  std::vector<std::int64_t> unprotected = std::vector<std::int64_t>(BUCKETS + 1);
  std::vector<std::int64_t> checkins = std::vector<std::int64_t>(TRIGGERS * BUCKETS);
  std::vector<std::int64_t> moved = std::vector<std::int64_t>(HORIZON / MINUTE + 1);
  std::int64_t gap[CAUSES] = {};
  std::int64_t events = 0;
  double events_squared = 0;
  std::int64_t checkin_count = 0;
  double checkins_squared = 0;
  double gap_squared = 0;

  /// A count changes at `time`: it is seen from the first bucket that begins then or later.
  static int seen_from(Time time) { return static_cast<int>((time + BUCKET - 1) / BUCKET); }

  void show(Time time, State from, State to) {
    const int bucket = seen_from(time);
    states[from * (BUCKETS + 1) + bucket]--;
    states[to * (BUCKETS + 1) + bucket]++;
  }

  void checkin(Time time, Trigger trigger) { checkins[trigger * BUCKETS + time / BUCKET]++; }
};

void live(Random& random, Records& records) {
  bool online = random.uniform() < MEAN_ONLINE / (MEAN_ONLINE + MEAN_OFFLINE);
  Time toggle = random.exponential(online ? MEAN_ONLINE : MEAN_OFFLINE);
  Time due = static_cast<Time>(random.uniform() * INTERVAL);
  Time rest = CHANGE;  // then the end of retention, then never
  State state = MANAGED_OLD;
  bool overdue = false;
  bool stored = false;
  bool lacks = false;
  Time cause_since = 0;
  Time gap[CAUSES] = {};
  std::int64_t events = 0;
  std::int64_t checkins = 0;
  records.states[MANAGED_OLD * (BUCKETS + 1)]++;

  const auto checkin = [&](Time time, Trigger trigger) {
    records.checkin(time, trigger);
    checkins++;
    if (state != PENDING) return;
    gap[AWAITING] += time - cause_since;
    records.show(time, PENDING, MANAGED_NEW);
    records.moved[(time + MINUTE - 1) / MINUTE]++;
    state = MANAGED_NEW;
    rest = NEVER;
    if (lacks) records.unprotected[Records::seen_from(time)]--;
    lacks = false;
  };

  // At one instant: the change, coming online, what is stored or arrives, polls, the end of retention, going offline.
  for (;;) {
    const bool change_first = state == MANAGED_OLD && rest <= std::min(toggle, due);
    const bool toggle_first = online ? toggle < due : toggle <= due;
    const Time time = change_first ? rest : std::min({toggle, due, rest});
    if (time >= HORIZON) break;
    events++;
    if (change_first) {
      state = PENDING;
      records.show(time, MANAGED_OLD, PENDING);
      cause_since = time;
      rest = time + RETENTION;
      events += 2;  // the push is sent and arrives
      if (online) {
        events++;
        checkin(time, PUSH);
      } else {
        stored = true;
      }
    } else if (rest < toggle && rest < due) {
      rest = NEVER;
      lacks = true;
      records.unprotected[Records::seen_from(time)]++;
    } else if (!toggle_first) {
      due += INTERVAL;
      overdue = !online;
      if (online) checkin(time, POLL);
    } else if (online) {
      online = false;
      toggle = time + random.exponential(MEAN_OFFLINE);
      if (state == PENDING) {
        gap[AWAITING] += time - cause_since;
        cause_since = time;
      }
    } else {
      online = true;
      toggle = time + random.exponential(MEAN_ONLINE);
      if (state == PENDING) {
        gap[OFFLINE] += time - cause_since;
        cause_since = time;
      }
      if (stored) {
        stored = false;
        events += 2;  // the push acts and causes a check-in
        checkin(time, PUSH);
      }
      if (overdue && time < due) {
        overdue = false;
        events++;
        checkin(time, POLL);
      }
    }
  }
  if (state == PENDING) gap[online ? AWAITING : OFFLINE] += HORIZON - cause_since;

  for (int cause = 0; cause < CAUSES; cause++) records.gap[cause] += gap[cause];
  const double sum = static_cast<double>(gap[OFFLINE] + gap[AWAITING]);
  records.gap_squared += sum * sum;
  records.events += events;
  records.events_squared += static_cast<double>(events) * events;
  records.checkin_count += checkins;
  records.checkins_squared += static_cast<double>(checkins) * checkins;
}

/// Minutes from the change until at least this share has moved; -1: not reached.
long time_to(const Records& records, std::int64_t devices, int percent) {
  std::int64_t seen = 0;
  for (std::size_t minute = 0; minute < records.moved.size(); minute++) {
    seen += records.moved[minute];
    if (seen * 100 >= devices * percent) return static_cast<long>(minute) - CHANGE / MINUTE;
  }
  return -1;
}

int main(int count, char** arguments) {
  const std::int64_t devices = count > 1 ? static_cast<std::int64_t>(std::atof(arguments[1])) : 1000;
  Random random(count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1);
  Records records;
  const auto began = std::chrono::steady_clock::now();
  for (std::int64_t device = 0; device < devices; device++) live(random, records);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf(
      "{\"devices\":%lld,\"seconds\":%.6f,\"events\":%lld,\"eventsSquared\":%.0f,\"checkins\":%lld,"
      "\"checkinsSquared\":%.0f,\"gapMs\":%lld,\"gapMsSquared\":%.0f,\"timeToMinutes\":{\"50\":%ld,\"90\":%ld,"
      "\"95\":%ld,\"99\":%ld}}\n",
      static_cast<long long>(devices), took.count(), static_cast<long long>(records.events), records.events_squared,
      static_cast<long long>(records.checkin_count), records.checkins_squared,
      static_cast<long long>(records.gap[OFFLINE] + records.gap[AWAITING]), records.gap_squared,
      time_to(records, devices, 50), time_to(records, devices, 90), time_to(records, devices, 95),
      time_to(records, devices, 99));
}
