/*
 * The ceiling: two-phase commit searched breadth first by a program that was written for nothing else.
 *
 * It visits the state space of specs/commit/two-phase-commit.ts and counts it the same way, so that its speed and ours are
 * of the same work. What a general checker does beside that (properties, deadlock, actions taken) is left out here.
 *
 *   cc -O3 -march=native -DN=8 two-phase-native.c && ./a.out      prints: states generated seconds
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifndef N
#define N 8
#endif
#if 4 * N + 4 > 63
#error "a state and the mark of a used slot must fit in 64 bits: N is at most 14"
#endif

typedef uint64_t state;

/* From the lowest bit: two bits an RM, two of the TM, then a bit each of what the TM has heard and of what was sent. */
enum { TM = 2 * N, HEARD = TM + 2, SENT_PREPARED = HEARD + N, SENT_COMMIT = SENT_PREPARED + N, SENT_ABORT = SENT_COMMIT + 1 };
enum { WORKING, PREPARED, COMMITTED, ABORTED }; /* Of an RM; of the TM WORKING means undecided. */

#define BIT(i) ((state)1 << (i))
#define USED BIT(63) /* The initial state is 0, as an empty slot is: a state in the table carries this mark. */

static state *table;
static uint64_t slots = 1 << 16;

/* The states in the order they were found. It is the queue as well, and with the parents it holds every shortest run. */
static state *found;
static uint32_t *parents;
static uint64_t count, room = 1 << 16;

static void *allocated(void *memory) {
  if (!memory) {
    fprintf(stderr, "out of memory\n");
    exit(1);
  }
  return memory;
}

static inline uint64_t hash(state s) {
  s ^= s >> 32;
  s *= 0xd6e8feb86659fd93u;
  s ^= s >> 32;
  s *= 0xd6e8feb86659fd93u;
  return s ^ s >> 32;
}

/* The slot that holds the state, or the empty one where it belongs. */
static inline state *slot_of(state marked) {
  uint64_t i = hash(marked) & (slots - 1);
  while (table[i] && table[i] != marked) i = (i + 1) & (slots - 1);
  return &table[i];
}

static void grow_table(void) {
  free(table);
  slots *= 2;
  table = allocated(calloc(slots, sizeof *table));
  for (uint64_t i = 0; i < count; i++) *slot_of(found[i] | USED) = found[i] | USED;
}

static void grow_found(void) {
  room *= 2;
  found = allocated(realloc(found, room * sizeof *found));
  parents = allocated(realloc(parents, room * sizeof *parents));
}

static inline void insert(state s, uint32_t parent) {
  state *slot = slot_of(s | USED);
  if (*slot) return;
  *slot = s | USED;
  if (count == room) grow_found();
  found[count] = s;
  parents[count++] = parent;
  if (count * 10 > slots * 6) grow_table();
}

static inline state with_rm(state s, int rm, state to) { return (s & ~((state)3 << 2 * rm)) | to << 2 * rm; }

/* Every enabled action of one state, in no particular order; answers how many there were. */
static inline uint64_t expand(state s, uint32_t self) {
  uint64_t generated = 0;
/* A step that changes nothing counts, and need not be looked up. */
#define STEP(to) do { state next = (to); generated++; if (next != s) insert(next, self); } while (0)
  const state everyone = (BIT(N) - 1) << HEARD;
  if ((s >> TM & 3) == WORKING) {
    for (int rm = 0; rm < N; rm++)
      if (s & BIT(SENT_PREPARED + rm)) STEP(s | BIT(HEARD + rm));
    if ((s & everyone) == everyone) STEP(s | (state)COMMITTED << TM | BIT(SENT_COMMIT));
    STEP(s | (state)ABORTED << TM | BIT(SENT_ABORT));
  }
  for (int rm = 0; rm < N; rm++) {
    if ((s >> 2 * rm & 3) != WORKING) continue;
    STEP(with_rm(s, rm, PREPARED) | BIT(SENT_PREPARED + rm));
    STEP(with_rm(s, rm, ABORTED));
  }
  if (s & BIT(SENT_COMMIT))
    for (int rm = 0; rm < N; rm++) STEP(with_rm(s, rm, COMMITTED));
  if (s & BIT(SENT_ABORT))
    for (int rm = 0; rm < N; rm++) STEP(with_rm(s, rm, ABORTED));
#undef STEP
  return generated;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

int main(void) {
  double start = now();
  table = allocated(calloc(slots, sizeof *table));
  found = allocated(malloc(room * sizeof *found));
  parents = allocated(malloc(room * sizeof *parents));

  insert(0, UINT32_MAX);
  uint64_t generated = 1;
  for (uint64_t head = 0; head < count; head++) generated += expand(found[head], (uint32_t)head);

  printf("%llu %llu %.6f\n", (unsigned long long)count, (unsigned long long)generated, now() - start);
  return 0;
}
