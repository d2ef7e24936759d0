namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>What the receivers, the gate and the observer of a run saw, and every promise that was broken before their eyes.</summary>
internal sealed class RunLedger
{
    private readonly Lock _sync = new();
    private readonly Dictionary<EgressPath, Counts> _paths = [];
    private readonly HashSet<EgressPath> _silent = [];
    private readonly HashSet<string> _underWay = [];
    private readonly HashSet<string> _delivered = [];
    private readonly Dictionary<string, RecipientStatus> _settled = [];
    private readonly List<string> _broken = [];
    private readonly List<(Func<bool> Condition, TaskCompletionSource Met)> _waiting = [];
    private long _activity;
    private int _busy;

    /// <summary>Rises with everything that is seen.</summary>
    public long Activity => Read(() => _activity);

    /// <summary>The openings and transactions under way that wait for nothing.</summary>
    public int Busy => Read(() => _busy);

    public IReadOnlyList<string> Broken => Read<string[]>(() => [.. _broken]);

    public IReadOnlyDictionary<string, RecipientStatus> Settled => Read(() => new Dictionary<string, RecipientStatus>(_settled));

    public IReadOnlySet<string> Delivered => Read(() => new HashSet<string>(_delivered));

    /// <summary>What is still held: leases, sessions not disposed, recipients in a transaction.</summary>
    public (int Leases, int Sessions, int Recipients) Held =>
        Read(() => (_paths.Values.Sum(static path => path.Leases), _paths.Values.Sum(static path => path.Undisposed), _underWay.Count));

    /// <summary>Waits, with bounded patience, until a path has no leases and may have none; from then on, until it may speak again, nothing may happen on it.</summary>
    public async Task SilenceAsync(EgressPath path)
    {
        await WhenAsync(() => _paths.TryGetValue(path, out var counts) && counts is { Ceiling: 0, Leases: 0 });
        Change(() => _silent.Add(path));
    }

    public void MaySpeak(string group) => Change(() => _silent.RemoveWhere(path => path.Group == group));

    public void CeilingSet(EgressPath path, int ceiling) => Change(() => Of(path).Ceiling = ceiling);

    public void Leased(EgressPath path) => Change(() =>
    {
        var counts = Of(path);
        Require(++counts.Leases <= counts.Ceiling, $"lease {counts.Leases} of {path}, whose ceiling is {counts.Ceiling}");
        Require(!_silent.Contains(path), $"a lease of {path}, which is paused");
    });

    public void Released(EgressPath path) => Change(() => Of(path).Leases--);

    /// <summary>A connection is being opened.</summary>
    /// <returns>Its number on the path.</returns>
    public int Opening(EgressPath path) => Change(() =>
    {
        var counts = Of(path);
        _busy++;
        Require(++counts.Open <= counts.Leases, $"connection {counts.Open} of {path}, which has {counts.Leases} leases");
        Require(!_silent.Contains(path), $"a connection of {path}, which is paused");
        return counts.Opened++;
    });

    public void OpeningEnded(EgressPath path, bool isOpen) => Change(() =>
    {
        _busy--;
        Of(path).Undisposed += isOpen ? 1 : 0;
        Of(path).Open -= isOpen ? 0 : 1;
    });

    public void Closed(EgressPath path) => Change(() => Of(path).Open--);

    public void Disposed(EgressPath path) => Change(() => Of(path).Undisposed--);

    public void TransactionBegun(EgressPath path, int number, int cap, IReadOnlyList<string> recipients) => Change(() =>
    {
        _busy++;
        Require(number <= cap, $"message {number} on a connection of {path}, whose cap is {cap}");
        Require(!_silent.Contains(path), $"a transaction on {path}, which is paused");
        foreach (var recipient in recipients)
        {
            Require(_underWay.Add(recipient), $"{recipient} is in two transactions at once");
            Require(!_delivered.Contains(recipient), $"{recipient} is sent to again after its delivery was confirmed");
            Require(!_settled.TryGetValue(recipient, out var status), $"{recipient} is sent to after it was settled as {status}");
        }
    });

    public void TransactionEnded(IReadOnlyList<string> recipients, IEnumerable<string> delivered) => Change(() =>
    {
        _busy--;
        _underWay.ExceptWith(recipients);
        _delivered.UnionWith(delivered);
    });

    /// <summary>What is under way waits to be released.</summary>
    public void Holding(bool begins) => Change(() => _busy += begins ? -1 : 1);

    public void RecipientSettled(string recipient, RecipientStatus status) => Change(() =>
    {
        Require(status != RecipientStatus.Deferred, $"{recipient} was settled as deferred");
        Require(_settled.TryAdd(recipient, status), $"{recipient} was settled as {_settled[recipient]} and then as {status}");
        Require((status == RecipientStatus.Delivered) == _delivered.Contains(recipient), $"{recipient} was settled as {status}; confirmed was {string.Join(", ", _delivered)}");
    });

    public Task WhenAsync(Func<bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Change(() => _waiting.Add((condition, met)));
        return met.Task.WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken);
    }

    private Counts Of(EgressPath path)
    {
        if (!_paths.TryGetValue(path, out var counts))
        {
            _paths.Add(path, counts = new Counts());
        }

        return counts;
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _broken.Add(otherwise);
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_sync)
        {
            return read();
        }
    }

    private void Change(Action change) => Change(() =>
    {
        change();
        return 0;
    });

    private T Change<T>(Func<T> change)
    {
        lock (_sync)
        {
            var result = change();
            _activity++;
            _waiting.RemoveAll(static waiting => waiting.Condition() && waiting.Met.TrySetResult());
            return result;
        }
    }

    private sealed class Counts
    {
        public int Ceiling { get; set; }

        public int Leases { get; set; }

        public int Open { get; set; }

        public int Opened { get; set; }

        public int Undisposed { get; set; }
    }
}
