// An application for browsers and WebSocket clients: what it serves below /node/ is listed in `answers`.
'use strict';
const fs = require('fs');
const http = require('http');
const { WebSocketServer } = require('ws');

const answers = {
  'GET /node/': (request, response) => {
    response.setHeader('Content-Type', 'text/html');
    fs.createReadStream('page.html').pipe(response);
  },
  'GET /node/events': (request, response) => {
    response.setHeader('Content-Type', 'text/event-stream');
    let sent = 0;
    const timer = setInterval(() => {
      response.write(`data: ${++sent}\n\n`);
    }, 50);
    response.on('close', () => clearInterval(timer));
  },
  'POST /node/length': (request, response) => {
    let length = 0;
    request.on('data', (part) => { length += part.length; });
    request.on('end', () => response.end(String(length)));
  },
  'POST /node/report': (request, response) => {
    request.pipe(fs.createWriteStream('report.part')).on('finish', () => {
      fs.renameSync('report.part', 'report');
      response.end();
    });
  },
  'GET /node/big': (request, response) => response.end(Buffer.alloc(3_000_000, 'x')),
};

const server = http.createServer((request, response) => {
  const answer = answers[`${request.method} ${request.url}`];
  if (answer) {
    answer(request, response);
  } else {
    response.writeHead(404).end();
  }
});

new WebSocketServer({ server, path: '/node/socket', perMessageDeflate: true }).on('connection', (socket) => {
  socket.on('message', (data, binary) => socket.send(data, { binary }));
});

// Slow enough for a browser to be shown the start page first.
setTimeout(() => server.listen(process.env.PORT, '127.0.0.1'), 1500);
