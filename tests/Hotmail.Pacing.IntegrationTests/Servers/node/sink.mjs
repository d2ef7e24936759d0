// An SMTP receiver that takes mail and throws it away, but counts everything and refuses what it is told to refuse.
// Settings come as one JSON argument; "ready {...}" on stdout says that it listens. A small HTTP endpoint on loopback gives the counts
// (GET /counts, GET /recipients, GET /messages?from=N), starts them anew (POST /reset) and changes settings while it runs (POST /settings).
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { SMTPServer } from 'smtp-server';

const settings = {
  address: '127.0.0.1',
  port: 0,
  name: 'mx.test',
  limit: null,          // connections at once; null for no limit
  limitAnswer: 'Banner', // 'Banner': refused and closed before its greeting; 'Mail': greeted, refused at MAIL, left open; 'Drop': dropped before its greeting
  limitCode: 451,
  limitText: '',
  messageDelay: 0,      // milliseconds between the end of data and its reply
  requireTls: false,
  key: null,            // PEM files; without them STARTTLS is not offered
  certificate: null,
  journal: null,        // a file that keeps the accepted recipients when the process is killed
  record: false,        // keeps of each message its session, recipients and hash
  deferOnce: null,      // recipients that begin with this are refused for the time being when they are named first
  replies: {},          // recipient -> [{code, text, times}]; times null: for ever
  ...JSON.parse(process.argv[2] ?? '{}'),
};

const counts = {
  open: 0, maxOpen: 0, accepted: 0, refused: 0, messages: 0, abandoned: 0, secure: 0, maxMessagesPerConnection: 0,
};
const admitted = new Map();   // session id -> messages taken from it
const refused = new Set();
const sockets = new Map();    // the peer's port -> its socket
const recipients = new Map(); // address -> times accepted
const messages = [];          // what was taken, in this order, when it is recorded
const deferred = new Set();

if (settings.journal && fs.existsSync(settings.journal)) {
  // The last line may be half written: it was then never answered with 250, so it does not count.
  for (const line of fs.readFileSync(settings.journal, 'utf8').split('\n').slice(0, -1)) {
    keep(JSON.parse(line));
  }
}
const journal = settings.journal ? fs.openSync(settings.journal, 'a') : null;

function keep(addresses) {
  counts.messages++;
  for (const address of addresses) {
    recipients.set(address, (recipients.get(address) ?? 0) + 1);
  }
}

function reply(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

// Lets a connection in, if there is room. `open` counts those that are in.
function admit(session) {
  if (admitted.has(session.id)) {
    return true;
  }
  if (settings.limit !== null && counts.open >= settings.limit) {
    if (!refused.has(session.id)) {
      refused.add(session.id);
      counts.refused++;
    }
    return false;
  }
  admitted.set(session.id, 0);
  counts.accepted++;
  counts.open++;
  counts.maxOpen = Math.max(counts.maxOpen, counts.open);
  return true;
}

function scripted(address) {
  const script = settings.replies[address];
  const step = script?.find(candidate => candidate.times !== 0);
  if (step?.times) {
    step.times--;
  }
  return step;
}

function isDeferred(address) {
  if (settings.deferOnce === null || !address.startsWith(settings.deferOnce) || deferred.has(address)) {
    return false;
  }
  deferred.add(address);
  return true;
}

const server = new SMTPServer({
  name: settings.name,
  authOptional: true,
  disableReverseLookup: true,
  logger: false,
  disabledCommands: settings.certificate ? ['AUTH'] : ['AUTH', 'STARTTLS'],
  ...(settings.certificate && { key: fs.readFileSync(settings.key), cert: fs.readFileSync(settings.certificate) }),

  onConnect(session, done) {
    if (settings.limitAnswer === 'Mail' || admit(session)) {
      return done();
    }
    if (settings.limitAnswer === 'Drop') {
      sockets.get(session.remotePort)?.destroy(); // after that nothing is said
    }
    done(reply(settings.limitCode, settings.limitText));
  },

  onClose(session) {
    refused.delete(session.id);
    if (admitted.delete(session.id)) {
      counts.open--;
    }
  },

  onSecure(socket, session, done) {
    counts.secure++;
    done();
  },

  onMailFrom(address, session, done) {
    if (settings.requireTls && !session.secure) {
      return done(reply(530, '5.7.0 Must issue a STARTTLS command first'));
    }
    done(admit(session) ? null : reply(settings.limitCode, settings.limitText));
  },

  onRcptTo(address, session, done) {
    if (isDeferred(address.address)) {
      return done(reply(451, '4.7.1 Greylisted, please try again later'));
    }
    const step = scripted(address.address);
    done(step ? reply(step.code, step.text) : null);
  },

  onData(stream, session, done) {
    const addresses = session.envelope.rcptTo.map(recipient => recipient.address);
    const hash = settings.record ? crypto.createHash('sha256') : null;
    stream.on('data', chunk => hash?.update(chunk));
    stream.on('error', () => {}); // the client went away in the middle of the message
    stream.on('end', () => setTimeout(() => {
      if (!admitted.has(session.id)) {
        counts.abandoned++; // nobody is there to hear the 250, so the message is not taken
        return done(reply(451, '4.4.2 The client has gone'));
      }
      if (journal !== null) {
        fs.writeSync(journal, JSON.stringify(addresses) + '\n');
      }
      keep(addresses);
      if (hash !== null) {
        messages.push({ session: session.id, recipients: addresses, sha256: hash.digest('hex') });
      }
      const carried = admitted.get(session.id) + 1;
      admitted.set(session.id, carried);
      counts.maxMessagesPerConnection = Math.max(counts.maxMessagesPerConnection, carried);
      done(null, '2.0.0 Queued');
    }, settings.messageDelay));
  },
});

server.server.on('connection', socket => {
  const port = socket.remotePort;
  sockets.set(port, socket);
  socket.once('close', () => sockets.delete(port));
});

// A peer that resets its connection is no reason to fall over.
server.on('error', error => {
  console.error(error.message);
  if (error.syscall === 'listen') {
    process.exit(1);
  }
});

const control = http.createServer((request, response) => {
  const send = value => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.method === 'GET' && request.url === '/counts') {
    return send(counts);
  }
  if (request.method === 'GET' && request.url === '/recipients') {
    return send(Object.fromEntries(recipients));
  }
  if (request.method === 'GET' && request.url.startsWith('/messages?from=')) {
    return send(messages.slice(Number(request.url.split('=')[1])));
  }
  if (request.method === 'POST' && request.url === '/settings') {
    let body = '';
    request.on('data', chunk => { body += chunk; });
    request.on('end', () => {
      const { replies, ...others } = JSON.parse(body);
      Object.assign(settings.replies, replies);
      Object.assign(settings, others);
      send({});
    });
    return undefined;
  }
  if (request.method === 'POST' && request.url === '/reset') {
    for (const name of Object.keys(counts)) {
      counts[name] = name === 'open' || name === 'maxOpen' ? counts.open : 0;
    }
    return send({});
  }
  return response.writeHead(404).end();
});

server.listen(settings.port, settings.address, () => {
  control.listen(0, '127.0.0.1', () => {
    console.log('ready ' + JSON.stringify({ port: server.server.address().port, control: control.address().port }));
  });
});

// The test process holds the other end of stdin: when it dies, however it dies, this ends too.
process.stdin.on('end', () => process.exit(0)).resume();
