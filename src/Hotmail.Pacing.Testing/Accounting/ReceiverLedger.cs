using System.Net.Sockets;

namespace Hotmail.Pacing.Testing.Accounting;

/// <summary>
/// The receiver's own count. One lock guards every field; events are raised and waiters completed outside it.
/// </summary>
internal sealed class ReceiverLedger(ThrottlingReceiverOptions options)
{
    /// <summary>Up to this many connections, the maxima are exact also against a close that no session has read yet. Asking about each costs a system call.</summary>
    private const int ExactMaximumUpTo = 1024;

    private readonly object sync = new();
    private readonly HashSet<ConnectionPlace> places = [];
    private readonly OpeningHistory openings = new(options.TimeProvider);
    private readonly RecipientTally recipients = new();
    private readonly List<ReceivedMessage> messages = [];
    private readonly TimeProvider time = options.TimeProvider;
    private TaskCompletionSource? changed;
    private bool closed;
    private int? cap = options.ConnectionCap;
    private OpenRate? openRate = options.OpenRate;
    private RefusalStage refusalStage = options.RefusalStage;
    private long accepted;
    private long refused;
    private int open;
    private int mostOpen;
    private int mostSockets;
    private long messagesAccepted;
    private long bytesAccepted;
    private int mostMessages;

    /// <summary>Called for each change of the connections, outside the lock.</summary>
    public Action<ConnectionChange>? OnConnection { get; set; }

    /// <summary>Called for each accepted message, outside the lock, before its answer is sent.</summary>
    public Action<ReceivedMessage>? OnMessage { get; set; }

    public int? Cap
    {
        get => Read(ref cap);
        set => Write(ref cap, value);
    }

    public OpenRate? OpenRate
    {
        get => Read(ref openRate);
        set => Write(ref openRate, value);
    }

    public RefusalStage RefusalStage
    {
        get => Read(ref refusalStage);
        set => Write(ref refusalStage, value);
    }

    public ConnectionPlace Open(Socket socket)
    {
        List<ConnectionChange> changes = [];
        ConnectionPlace place;
        lock (sync)
        {
            bool record = places.Count >= mostSockets || open >= mostOpen;
            if (IsFull || (record && places.Count <= ExactMaximumUpTo))
            {
                foreach (var left in places.Where(p => PeerState.HasClosed(p.Socket)).ToArray())
                {
                    ReleaseLocked(left, changes);
                }
            }

            bool over = IsFull || openings.IsTooFast(openRate);
            place = new(accepted + refused + 1, socket, over, refusalStage);
            places.Add(place);
            mostSockets = Math.Max(mostSockets, places.Count);
            if (over)
            {
                refused++;
            }
            else
            {
                accepted++;
                mostOpen = Math.Max(mostOpen, ++open);
                openings.Add(openRate);
            }

            changes.Add(Change(over ? ConnectionChangeKind.Refused : ConnectionChangeKind.Opened, place));
        }

        Publish(changes);
        return place;
    }

    /// <summary>The connection no longer counts. Called before the client can see it close; the second call does nothing.</summary>
    public void Release(ConnectionPlace place)
    {
        List<ConnectionChange> changes = [];
        lock (sync)
        {
            if (place.Released)
            {
                return;
            }

            ReleaseLocked(place, changes);
        }

        Publish(changes);
    }

    /// <summary>Counts a recipient that was named, and says for the how-manieth time.</summary>
    public int Offer(string recipient)
    {
        lock (sync)
        {
            return recipients.Offer(recipient);
        }
    }

    public int OfferedCountOf(string recipient)
    {
        lock (sync)
        {
            return recipients.OfferedCountOf(recipient);
        }
    }

    public void Accept(ConnectionPlace place, ReceivedMessage message)
    {
        lock (sync)
        {
            messagesAccepted++;
            bytesAccepted += message.Size;
            recipients.Accept(message.Recipients);
            mostMessages = Math.Max(mostMessages, ++place.Messages);
            if (options.KeepMessages)
            {
                messages.Add(message);
            }
        }

        OnMessage?.Invoke(message);
        Signal();
    }

    public int AcceptedCountOf(string recipient)
    {
        lock (sync)
        {
            return recipients.AcceptedCountOf(recipient);
        }
    }

    public Dictionary<string, int> AcceptedRecipients()
    {
        lock (sync)
        {
            return recipients.Accepted();
        }
    }

    public ReceivedMessage[] Messages()
    {
        lock (sync)
        {
            return [.. messages];
        }
    }

    public ReceiverStatistics Statistics()
    {
        lock (sync)
        {
            return new()
            {
                ConnectionsTotal = accepted + refused,
                ConnectionsAccepted = accepted,
                ConnectionsRefused = refused,
                ConnectionsOpen = open,
                MostConnectionsOpen = mostOpen,
                SocketsOpen = places.Count,
                MostSocketsOpen = mostSockets,
                MessagesAccepted = messagesAccepted,
                RecipientsAccepted = recipients.Total,
                DistinctRecipients = recipients.Distinct,
                BytesAccepted = bytesAccepted,
                MostMessagesPerConnection = mostMessages,
            };
        }
    }

    public async Task<ReceiverStatistics> WaitForAsync(Func<ReceiverStatistics, bool> predicate, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            bool last;
            lock (sync)
            {
                last = closed;
                next = (changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            var now = Statistics();
            if (predicate(now))
            {
                return now;
            }

            ObjectDisposedException.ThrowIf(last, typeof(ThrottlingReceiver));
            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing will change any more: waiters look a last time.</summary>
    public void Close()
    {
        lock (sync)
        {
            closed = true;
        }

        Signal();
    }

    private bool IsFull => cap is { } most && (options.CountRefusedConnections ? places.Count : open) >= most;

    private void ReleaseLocked(ConnectionPlace place, List<ConnectionChange> changes)
    {
        place.Released = true;
        places.Remove(place);
        if (!place.Refused)
        {
            open--;
            changes.Add(Change(ConnectionChangeKind.Closed, place));
        }
    }

    private ConnectionChange Change(ConnectionChangeKind kind, ConnectionPlace place) => new(kind, place.Id, time.GetUtcNow(), open, cap);

    private void Publish(List<ConnectionChange> changes)
    {
        foreach (var change in changes)
        {
            OnConnection?.Invoke(change);
        }

        Signal();
    }

    private void Signal()
    {
        TaskCompletionSource? waiting;
        lock (sync)
        {
            (waiting, changed) = (changed, null);
        }

        waiting?.TrySetResult();
    }

    private T Read<T>(ref T field)
    {
        lock (sync)
        {
            return field;
        }
    }

    private void Write<T>(ref T field, T value)
    {
        lock (sync)
        {
            field = value;
        }
    }
}
