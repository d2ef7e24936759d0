using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Where callers of SendAsync wait for the first verdict on each recipient of their message.</summary>
internal sealed class VerdictBoard
{
    private readonly object _sync = new();
    private readonly Dictionary<MessageId, Waiter> _waiters = [];
    private volatile int _moves;

    /// <summary>Goes up by one with each move of a recipient that somebody waits for.</summary>
    public int Moves => _moves;

    /// <summary>Registers a message before any of its deliveries can be taken, so that no verdict is missed.</summary>
    public Waiter Register(MessageId id, IReadOnlyList<PlannedRecipient> recipients)
    {
        var waiter = new Waiter(id, recipients);
        lock (_sync)
        {
            _waiters.Add(id, waiter);
        }

        return waiter;
    }

    /// <summary>Forgets a message that nobody waits for any more.</summary>
    public void Remove(MessageId id)
    {
        lock (_sync)
        {
            _waiters.Remove(id);
        }
    }

    /// <summary>Recipients go to another path. Called before that path can take them, so that what it says of its recipients counts for them.</summary>
    public void Move(MessageId id, IReadOnlyList<string> addresses, EgressPath path)
    {
        lock (_sync)
        {
            if (_waiters.TryGetValue(id, out var waiter))
            {
                waiter.Move(recipient => addresses.Contains(recipient.Address, StringComparer.Ordinal), path);
                _moves++;
            }
        }
    }

    /// <summary>The recipients of a waiting delivery go to another path, told likewise.</summary>
    public void Move(Delivery delivery, EgressPath path)
    {
        lock (_sync)
        {
            if (_waiters.TryGetValue(delivery.MessageId, out var waiter))
            {
                waiter.Move(recipient => IsOf(recipient, delivery), path);
                _moves++;
            }
        }
    }

    /// <summary>Reports a verdict. Later ones on the same recipient are of no interest here.</summary>
    public void Report(MessageId id, RecipientResult result)
    {
        Waiter? done = null;
        lock (_sync)
        {
            if (_waiters.TryGetValue(id, out var waiter) && waiter.Take(result))
            {
                _waiters.Remove(id);
                done = waiter;
            }
        }

        done?.Complete();
    }

    /// <summary>Answers everybody who waits for a recipient that there is a verdict on, as when its path was paused.</summary>
    /// <param name="verdict">For a recipient without one: the verdict, or <see langword="null"/> to wait on. Called under the lock: it must take none.</param>
    public void ReportAll(Func<PlannedRecipient, RecipientResult?> verdict)
    {
        List<Waiter>? done = null;
        lock (_sync)
        {
            foreach (var waiter in _waiters.Values)
            {
                if (waiter.TakeAll(verdict))
                {
                    (done ??= []).Add(waiter);
                }
            }

            done?.ForEach(waiter => _waiters.Remove(waiter.Id));
        }

        done?.ForEach(static waiter => waiter.Complete());
    }

    /// <summary>By what a delivery's recipients have in common: the addresses may be on disk.</summary>
    private static bool IsOf(PlannedRecipient recipient, Delivery delivery) =>
        recipient.Path == delivery.Path && recipient.Engagement == delivery.Engagement
        && EnvelopeAddress.TryParse(recipient.Address, out var address, out _) && string.Equals(address.Domain, delivery.Domain, StringComparison.Ordinal);

    internal sealed class Waiter(MessageId id, IReadOnlyList<PlannedRecipient> recipients)
    {
        private readonly PlannedRecipient[] _recipients = [.. recipients];
        private readonly RecipientResult?[] _results = new RecipientResult?[recipients.Count];
        private readonly TaskCompletionSource<IReadOnlyList<RecipientResult>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = recipients.Count;

        public MessageId Id { get; } = id;

        public Task<IReadOnlyList<RecipientResult>> Results => _completion.Task;

        /// <summary>Takes one verdict; an address that was named twice gets it twice.</summary>
        /// <returns>Whether it was the last one missing.</returns>
        public bool Take(RecipientResult result)
        {
            for (var index = 0; index < _results.Length; index++)
            {
                if (_results[index] is null && string.Equals(_recipients[index].Address, result.Address, StringComparison.Ordinal))
                {
                    _results[index] = result;
                    _missing--;
                }
            }

            return _missing == 0;
        }

        public bool TakeAll(Func<PlannedRecipient, RecipientResult?> verdict)
        {
            for (var index = 0; index < _results.Length; index++)
            {
                if (_results[index] is null && verdict(_recipients[index]) is { } result)
                {
                    _results[index] = result;
                    _missing--;
                }
            }

            return _missing == 0;
        }

        public void Move(Func<PlannedRecipient, bool> which, EgressPath path)
        {
            for (var index = 0; index < _recipients.Length; index++)
            {
                if (which(_recipients[index]))
                {
                    _recipients[index] = _recipients[index] with { Path = path };
                }
            }
        }

        public void Complete() => _completion.TrySetResult(_results!);
    }
}
