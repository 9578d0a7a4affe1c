/* What the load says and hears: requests, WebSocket messages, the heads of answers. */
#ifndef MESSAGES_H
#define MESSAGES_H

#include "common.h"

/* Bytes to send, allocated. */
struct message {
    char *bytes;
    size_t length;
};

struct wish {
    int port;
    const char *path;
    long body; /* bytes to POST; negative: GET */
    bool close, websocket;
};

/* The head of an answer, as far as it matters here. */
struct answer {
    int head; /* its bytes; 0: incomplete */
    int status;
    int64_t body; /* negative: does not say */
    bool last;    /* the server closes after it */
};

static inline struct message new_request(const struct wish *wish) {
    size_t body = wish->body > 0 ? (size_t)wish->body : 0;
    char *bytes = malloc(2048 + body);
    int length = sprintf(bytes, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: load\r\nAccept: */*\r\n",
        wish->body >= 0 ? "POST" : "GET", wish->path, wish->port);
    if (wish->body >= 0) {
        length += sprintf(bytes + length, "Content-Type: text/plain\r\nContent-Length: %zu\r\n", body);
    }
    if (wish->close) {
        length += sprintf(bytes + length, "Connection: close\r\n");
    }
    if (wish->websocket) {
        length += sprintf(bytes + length, "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " WEBSOCKET_KEY "\r\n");
    }
    length += sprintf(bytes + length, "\r\n");
    memset(bytes + length, 'b', body);
    return (struct message){bytes, (size_t)length + body};
}

/* A text message for a WebSocket. Its mask of zeros, which is as good as any, leaves the payload as it is. */
static inline struct message new_text(size_t length) {
    size_t start = length < 126 ? 2 : 4;
    char *bytes = calloc(1, start + 4 + length);
    bytes[0] = (char)0x81;
    bytes[1] = (char)(0x80 | (length < 126 ? length : 126));
    if (start == 4) {
        bytes[2] = (char)(length >> 8);
        bytes[3] = (char)length;
    }
    memset(bytes + start + 4, 'm', length);
    return (struct message){bytes, start + 4 + length};
}

static inline struct answer read_answer(const char *bytes, size_t length) {
    struct answer answer = {.body = -1};
    const char *end = memmem(bytes, length, "\r\n\r\n", 4);
    if (!end) {
        return answer;
    }
    answer.head = (int)(end + 4 - bytes);
    answer.status = strncmp(bytes, "HTTP/1.1 ", 9) ? -1 : atoi(bytes + 9);
    for (const char *line = bytes; line < end; line = (const char *)memchr(line, '\n', length) + 1) {
        if ((line[0] | 0x20) != 'c') {
            continue;
        }
        if (!strncasecmp(line, "content-length:", 15)) {
            answer.body = atoll(line + 15);
        } else if (!strncasecmp(line, "connection: close", 17)) {
            answer.last = true;
        }
    }
    return answer;
}

#endif
