namespace Hotmail.Pacing.CrashTests;

/// <summary>
/// What the child reported and what the receiver took, run by run of the child; and what that says. A further reception of a message is explained when
/// the one before it lay in an earlier run, which was killed before it reported the message settled, and that run left no more messages to be received
/// again than it had connections, each of which has one transaction at a time: then the kill came between the receiver's acceptance and the settlement in the spool.
/// </summary>
internal sealed class CrashLedger(int connections)
{
    private readonly object _lock = new();
    private readonly HashSet<string> _accepted = [];
    private readonly Dictionary<string, int> _settledIn = [];
    private readonly List<string> _refused = [];
    private readonly Dictionary<string, List<(int Run, int Times)>> _received = [];
    private Dictionary<string, int> _totals = [];
    private int _runs;

    /// <summary>The messages whose acceptance was reported.</summary>
    public int Accepted => _accepted.Count;

    /// <summary>Takes a line that the child printed.</summary>
    public void Reported(string line)
    {
        lock (_lock)
        {
            switch (line.Split(' '))
            {
                case ["accepted", var address]:
                    _accepted.Add(address);
                    break;
                case ["settled", var address, nameof(RecipientStatus.Delivered)]:
                    _settledIn.TryAdd(address, _runs);
                    break;
                case ["settled", ..]:
                    _refused.Add(line);
                    break;
            }
        }
    }

    /// <summary>A run of the child has ended, and the receiver has dealt with all that came from it.</summary>
    /// <param name="recipients">What the receiver has taken so far, and how often.</param>
    /// <returns>What it took during this run.</returns>
    public int RunEnded(IReadOnlyDictionary<string, int> recipients)
    {
        var taken = 0;
        lock (_lock)
        {
            foreach (var (address, total) in recipients)
            {
                var times = total - _totals.GetValueOrDefault(address);
                if (times > 0)
                {
                    _received.TryAdd(address, []);
                    _received[address].Add((_runs, times));
                    taken += times;
                }
            }

            _totals = new Dictionary<string, int>(recipients);
            _runs++;
        }

        return taken;
    }

    /// <summary>The result.</summary>
    public CrashResult Judge()
    {
        lock (_lock)
        {
            var findings = _refused.Select(static line => $"not delivered: {line}").ToList();
            var lost = _accepted.Where(address => !_received.ContainsKey(address)).ToList();
            findings.AddRange(lost.Select(address => $"lost: {address}{(_settledIn.ContainsKey(address) ? ", reported settled" : "")}"));

            // For each reception that another run repeated: the run that should have settled it.
            var repeated = _received.SelectMany(static pair => pair.Value.SkipLast(1).Select(reception => (Address: pair.Key, reception.Run))).ToLookup(static pair => pair.Run);
            var (explained, most) = (0, 0);
            foreach (var run in repeated)
            {
                var count = run.Count();
                most = Math.Max(most, count);
                if (count > connections)
                {
                    findings.Add($"not explained: run {run.Key} left {count} messages to be received again, but had {connections} connections");
                    continue;
                }

                var settled = run.Where(pair => IsSettledBeforeItsLastRun(pair.Address)).ToList();
                findings.AddRange(settled.Select(static pair => $"not explained: {pair.Address} was settled, and received after run {pair.Run} again"));
                explained += count - settled.Count;
            }

            findings.AddRange(_received.SelectMany(static pair => pair.Value.Where(static reception => reception.Times > 1)
                .Select(reception => $"not explained: {pair.Key} was received {reception.Times} times in run {reception.Run}")));
            var duplicates = _received.Sum(static pair => pair.Value.Sum(static reception => reception.Times) - 1);
            return new CrashResult(_accepted.Count, _received.Count, lost.Count, duplicates, explained, most, _refused.Count, findings);
        }
    }

    private bool IsSettledBeforeItsLastRun(string address) => _settledIn.TryGetValue(address, out var run) && run < _received[address][^1].Run;
}
