// A WebSocket client: says all that it does, and has seen, in one line each.
'use strict';
const WebSocket = require('ws');

const socket = new WebSocket(process.argv[2], { rejectUnauthorized: false });
const large = Buffer.alloc(1_000_000, 'binary');

socket.on('open', () => {
  console.log(`open ${socket.extensions}`);
  socket.send('in ', { fin: false });
  socket.send('two frames', { fin: true });
  socket.ping('are you there');
  socket.send(large, { binary: true });
});
socket.on('pong', (data) => console.log(`pong ${data}`));
socket.on('message', (data, binary) => {
  console.log(binary ? `binary ${data.equals(large)}` : `text ${data}`);
  if (binary) {
    socket.close(4001, 'enough');
  }
});
socket.on('close', (code, reason) => console.log(`close ${code} ${reason}`));
socket.on('error', (error) => console.log(`error ${error}`));
