using System.Net;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A transport in memory that takes every message, counts what is open, and holds what the test says: after MAIL FROM was accepted, until it is released.</summary>
internal sealed class ScriptedTransport : IMailTransport
{
    private readonly Lock _sync = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(Func<bool> Condition, TaskCompletionSource Met)> _waiting = [];
    private readonly List<int> _messages = [];
    private readonly List<string> _sent = [];
    private int _open;
    private int _mostOpen;
    private int _underWay;

    /// <summary>Which messages are held, by their first recipient.</summary>
    public Func<string, bool> Holds { get; init; } = static _ => false;

    public int Open => Read(() => _open);

    public int MostOpen => Read(() => _mostOpen);

    public int UnderWay => Read(() => _underWay);

    /// <summary>The recipients of the transactions that ended well, in order.</summary>
    public IReadOnlyList<string> Sent => Read<string[]>(() => [.. _sent]);

    /// <summary>The messages that each session carried, in the order of opening.</summary>
    public IReadOnlyList<int> MessagesBySession => Read<int[]>(() => [.. _messages]);

    /// <summary>Lets everything held go on; nothing is held any more.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Waits, with bounded patience, until something is so.</summary>
    public Task WhenAsync(Func<ScriptedTransport, bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sync)
        {
            if (condition(this))
            {
                return Task.CompletedTask;
            }

            _waiting.Add((() => condition(this), met));
        }

        return met.Task.WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken);
    }

    public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var number = 0;
        Change(() =>
        {
            number = _messages.Count;
            _messages.Add(0);
            _mostOpen = Math.Max(_mostOpen, ++_open);
        });
        return ValueTask.FromResult(new SessionResult(new Session(this, number, request), SmtpStage.Ehlo, null, TransportFailure.None, null));
    }

    private T Read<T>(Func<T> read)
    {
        lock (_sync)
        {
            return read();
        }
    }

    private void Change(Action change)
    {
        lock (_sync)
        {
            change();
            _waiting.RemoveAll(static waiting => waiting.Condition() && waiting.Met.TrySetResult());
        }
    }

    private async ValueTask<TransactionResult> SendAsync(int session, TransactionRequest request, CancellationToken cancellationToken)
    {
        Change(() => _underWay++);
        request.SenderAccepted?.Invoke();
        var cancelled = false;
        if (Holds(request.Recipients[0]))
        {
            await _released.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled = !_released.Task.IsCompleted;
        }

        Change(() =>
        {
            _underWay--;
            if (!cancelled)
            {
                _messages[session]++;
                _sent.AddRange(request.Recipients);
            }
        });
        var stage = cancelled ? SmtpStage.Data : SmtpStage.EndOfData;
        var reply = cancelled ? null : new SmtpReply(250, "queued", SmtpStage.EndOfData);
        var failure = cancelled ? TransportFailure.Cancelled : TransportFailure.None;
        return new TransactionResult
        {
            Recipients = [.. request.Recipients.Select(address => new RecipientOutcome(address, stage, reply, failure))],
            Stage = stage,
            Reply = reply,
            Failure = failure,
            SessionUsable = !cancelled,
        };
    }

    private sealed class Session(ScriptedTransport transport, int number, SessionRequest request) : IMailSession
    {
        private int _closed;

        public string Host => request.Host;

        public IPEndPoint EndPoint => request.EndPoint;

        public bool IsSecure => false;

        public bool IsAlive => _closed == 0;

        public ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken) =>
            transport.SendAsync(number, request, cancellationToken);

        public ValueTask CloseAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                transport.Change(() => transport._open--);
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => CloseAsync(CancellationToken.None);
    }
}
