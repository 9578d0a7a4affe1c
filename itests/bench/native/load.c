/*
 * The load: one thread, any number of connections, each sending its next request when the last one has been answered,
 * or, at a fixed rate, when a request is due. Prints one line of JSON.
 *
 *   -p PORT         of the proxy
 *   -P PATH         to ask for; a %d in it becomes the number of a tenant
 *   -t TENANTS      connection i asks tenant (i modulo TENANTS) * STEP
 *   -k STEP         (default: 1)
 *   -c CONNECTIONS  (default: 1)
 *   -w SECONDS      to warm up before what is measured (default: 0)
 *   -s SECONDS      to measure
 *   -n REQUESTS     to measure, at least, instead of a time
 *   -b BYTES        POST a body of this size instead of GET
 *   -x              a new connection for each request
 *   -r RATE         requests a second; latencies count from when a request was due, not from when a connection was free
 *   -W BYTES        open WebSockets and exchange messages of this size (at most 8000) instead of requests
 *   -C PID          a process whose CPU time is measured; may be repeated
 */
#include "messages.h"

#include <sys/timerfd.h>

enum { BATCH = 512, HEAD = 16 * 1024, SINK = 256 * 1024, MOST_PIDS = 64, MOST_ERRORS = 1000, PATIENCE_MS = 50 };

/* PARTING: the answer is complete and the server is to close. */
enum state { IDLE, CONNECTING, SENT, BODY, PARTING, CLOSED };

struct connection {
    int fd;
    enum state state;
    bool full;     /* waits for EPOLLOUT, the connection being not established yet */
    bool upgraded; /* a WebSocket whose handshake is done */
    bool last;     /* the server closes after this answer */
    int64_t due;   /* when the request under way should have been sent */
    int64_t body_left;
    struct message request;
    size_t filled;
    char head[HEAD];
};

static struct {
    int port, tenants, step, connections;
    const char *path;
    double warm, seconds, rate;
    long requests, body, message;
    bool reconnect;
    clockid_t clocks[MOST_PIDS];
    int pids;
} options = {.tenants = 1, .step = 1, .connections = 1, .body = -1};

static int poller, timer = -1;
static struct connection *connections;
static bool measuring;
static long done, errors;
static int64_t bytes;

/* Latencies in microseconds. */
static uint32_t *latencies;
static size_t latencies_room;

/* Connections without a request, in the order in which they became so; used with a fixed rate only. */
static struct connection **idle;
static size_t idle_first, idle_count;
static int64_t schedule_start;
static long schedule_next;

static bool websocket(void) {
    return options.message > 0;
}

static void complain(struct connection *c, const char *what) {
    if (errors++ == 0) {
        fprintf(stderr, "load: %s: %.*s\n", what, (int)(c->filled < 200 ? c->filled : 200), c->head);
    }
    if (errors > MOST_ERRORS) {
        fprintf(stderr, "load: too many errors\n");
        exit(1);
    }
}

static struct message request_of(int number) {
    char path[512];
    snprintf(path, sizeof path, options.path, number % options.tenants * options.step);
    return new_request(&(struct wish){options.port, path, options.body, options.reconnect, websocket()});
}

static void send_request(struct connection *c) {
    ssize_t sent = write(c->fd, c->request.bytes, c->request.length);
    bool full = sent < 0 && errno == EAGAIN && c->state == CONNECTING;
    if (full != c->full) {
        c->full = full;
        watch(poller, EPOLL_CTL_MOD, c->fd, full ? EPOLLOUT : EPOLLIN, c);
    }
    if (full) {
        return;
    }
    if (sent != (ssize_t)c->request.length) {
        complain(c, "cannot send the request at once");
    }
    c->state = SENT;
    c->filled = 0;
}

static void open_connection(struct connection *c) {
    c->fd = connect_to(options.port);
    c->state = CONNECTING;
    c->full = false;
    c->last = false;
    watch(poller, EPOLL_CTL_ADD, c->fd, EPOLLIN, c);
}

static void begin(struct connection *c, int64_t due) {
    c->due = due;
    if (c->state == CLOSED) {
        open_connection(c);
    }
    send_request(c);
}

static int64_t next_due(void) {
    return schedule_start + (int64_t)((double)schedule_next * 1e9 / options.rate);
}

static void send_what_is_due(int64_t now) {
    while (idle_count > 0 && next_due() <= now) {
        struct connection *c = idle[idle_first];
        idle_first = (idle_first + 1) % (size_t)options.connections;
        idle_count--;
        begin(c, next_due());
        schedule_next++;
    }
}

static void start_schedule(void) {
    schedule_start = now_ns();
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    long interval = (long)(1e9 / options.rate);
    struct itimerspec every = {.it_interval.tv_nsec = interval, .it_value.tv_nsec = interval};
    timerfd_settime(timer, 0, &every, NULL);
    watch(poller, EPOLL_CTL_ADD, timer, EPOLLIN, NULL);
}

static void ready_for_next(struct connection *c, int64_t now) {
    if (options.rate == 0) {
        begin(c, now);
    } else {
        if (c->state == SENT || c->state == BODY) {
            c->state = IDLE;
        }
        idle[(idle_first + idle_count++) % (size_t)options.connections] = c;
        send_what_is_due(now);
    }
}

static void record(const struct connection *c, int64_t now) {
    if (!measuring) {
        return;
    }
    if ((size_t)done == latencies_room) {
        latencies_room = latencies_room ? latencies_room * 2 : 1 << 16;
        latencies = realloc(latencies, latencies_room * sizeof *latencies);
    }
    latencies[done++] = (uint32_t)((now - c->due) / 1000);
}

static void complete(struct connection *c) {
    int64_t now = now_ns();
    record(c, now);
    if (options.reconnect || c->last) {
        c->state = PARTING; /* the server closes; waiting for it keeps TIME_WAIT off this side's few ports */
    } else {
        ready_for_next(c, now);
    }
}

static void hang_up(struct connection *c) {
    close(c->fd);
    c->state = CLOSED;
}

static void failed(struct connection *c, const char *what) {
    complain(c, what);
    if (websocket()) {
        exit(1);
    }
    hang_up(c);
    ready_for_next(c, now_ns());
}

static void closed_by_server(struct connection *c) {
    enum state before = c->state;
    if (before == SENT || before == BODY) {
        failed(c, "connection lost");
        return;
    }
    hang_up(c);
    if (before == PARTING) {
        ready_for_next(c, now_ns());
    }
}

static void receive_message(struct connection *c, size_t length) {
    bytes += (int64_t)length;
    c->filled += length;
    size_t whole = c->request.length - 4; /* the same without the mask */
    if (c->filled > whole || c->head[0] != (char)0x81 || c->head[c->filled - 1] == 0) {
        failed(c, "another message than was sent");
    } else if (c->filled == whole) {
        complete(c);
    }
}

static void begin_messages(struct connection *c) {
    c->upgraded = true;
    free(c->request.bytes);
    c->request = new_text((size_t)options.message);
    ready_for_next(c, now_ns());
}

static void receive_head(struct connection *c, size_t length) {
    c->filled += length;
    bytes += (int64_t)length;
    struct answer answer = read_answer(c->head, c->filled);
    if (answer.head == 0 && c->filled < HEAD) {
        return;
    }
    if (websocket() && answer.status == 101 && memmem(c->head, c->filled, WEBSOCKET_ACCEPT, strlen(WEBSOCKET_ACCEPT))) {
        begin_messages(c);
    } else if (!websocket() && answer.status == 200 && answer.body >= 0) {
        c->last = answer.last;
        c->body_left = answer.body - ((int64_t)c->filled - answer.head);
        c->state = BODY;
    } else {
        failed(c, "unexpected answer");
    }
}

static void receive(struct connection *c) {
    static char sink[SINK];
    bool head = c->state == SENT;
    ssize_t length =
        head ? read(c->fd, c->head + c->filled, HEAD - c->filled) : read(c->fd, sink, sizeof sink);
    if (length < 0 && would_block()) {
        return;
    }
    if (length <= 0) {
        closed_by_server(c);
        return;
    }
    if (c->upgraded) {
        receive_message(c, (size_t)length);
        return;
    }
    if (head) {
        receive_head(c, (size_t)length);
    } else {
        bytes += length;
        c->body_left -= length;
    }
    if (c->state == BODY && c->body_left < 0) {
        failed(c, "more than Content-Length says");
    } else if (c->state == BODY && c->body_left == 0) {
        complete(c);
    }
}

static double cpu_ms(void) {
    double sum = 0;
    for (int i = 0; i < options.pids; i++) {
        struct timespec t;
        if (clock_gettime(options.clocks[i], &t)) {
            die("the CPU time of a process");
        }
        sum += (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
    }
    return sum;
}

static void turn(void) {
    struct epoll_event events[BATCH];
    int ready = epoll_wait(poller, events, BATCH, PATIENCE_MS);
    for (int i = 0; i < ready; i++) {
        struct connection *c = events[i].data.ptr;
        if (!c) {
            uint64_t ticks;
            if (read(timer, &ticks, sizeof ticks) > 0) {
                send_what_is_due(now_ns());
            }
        } else if (c->state == CONNECTING) {
            send_request(c);
        } else {
            receive(c);
        }
    }
}

static void open_all(void) {
    connections = calloc((size_t)options.connections, sizeof *connections);
    idle = calloc((size_t)options.connections, sizeof(struct connection *));
    for (int i = 0; i < options.connections; i++) {
        connections[i].request = request_of(i);
        open_connection(&connections[i]);
    }
    if (options.rate > 0) {
        start_schedule();
    }
    for (int i = 0; i < options.connections; i++) {
        if (websocket() || options.rate == 0) {
            begin(&connections[i], now_ns());
        } else {
            ready_for_next(&connections[i], now_ns());
        }
    }
}

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t percentile(double share) {
    return done ? latencies[(size_t)((double)(done - 1) * share + 0.5)] : 0;
}

static void measure(void) {
    int64_t start = now_ns(), end = start + (int64_t)(options.seconds * 1e9), now = start;
    double cpu = cpu_ms();
    bytes = 0;
    measuring = true;
    while (options.requests ? done < options.requests : now < end) {
        turn();
        now = now_ns();
    }
    cpu = cpu_ms() - cpu;
    qsort(latencies, (size_t)done, sizeof *latencies, ascending);
    printf("{\"requests\": %ld, \"errors\": %ld, \"seconds\": %.6f, \"bytes\": %lld, \"cpu_ms\": %.3f, "
           "\"p50_us\": %u, \"p99_us\": %u, \"max_us\": %u}\n",
        done, errors, (double)(now - start) / 1e9, (long long)bytes, cpu, percentile(0.5), percentile(0.99),
        percentile(1));
}

static void read_options(int count, char **arguments) {
    int option;
    while ((option = getopt(count, arguments, "p:P:t:k:c:w:s:n:b:xr:W:C:")) != -1) {
        switch (option) {
        case 'p': options.port = atoi(optarg); break;
        case 'P': options.path = optarg; break;
        case 't': options.tenants = atoi(optarg); break;
        case 'k': options.step = atoi(optarg); break;
        case 'c': options.connections = atoi(optarg); break;
        case 'w': options.warm = atof(optarg); break;
        case 's': options.seconds = atof(optarg); break;
        case 'n': options.requests = atol(optarg); break;
        case 'b': options.body = atol(optarg); break;
        case 'x': options.reconnect = true; break;
        case 'r': options.rate = atof(optarg); break;
        case 'W': options.message = atol(optarg); break;
        case 'C':
            if (options.pids == MOST_PIDS || clock_getcpuclockid(atoi(optarg), &options.clocks[options.pids++])) {
                fprintf(stderr, "load: no process %s\n", optarg);
                exit(1);
            }
            break;
        default: exit(2);
        }
    }
    if (!options.port || !options.path || !(options.seconds > 0 || options.requests) || options.message > 8000) {
        fprintf(stderr, "load: -p, -P and one of -s and -n are needed\n");
        exit(2);
    }
}

int main(int count, char **arguments) {
    read_options(count, arguments);
    signal(SIGPIPE, SIG_IGN);
    poller = epoll_create1(EPOLL_CLOEXEC);
    open_all();
    for (int64_t end = now_ns() + (int64_t)(options.warm * 1e9); now_ns() < end;) {
        turn();
    }
    measure();
    return 0;
}
