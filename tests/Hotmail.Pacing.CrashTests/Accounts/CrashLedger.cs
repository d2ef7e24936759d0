using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>
/// What the child said and what the receiver took, run by run of the child; and what that says. All is counted by recipient: each has an address of its own.
/// A further reception is explained when the one before it was the last on its session, in an earlier run that was killed and had not said that the recipient was
/// settled: then the kill came between the receiver's acceptance and the settlement in the spool.
/// </summary>
internal sealed class CrashLedger
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Offer> _offers = [];
    private readonly Dictionary<string, Offer> _offerOf = [];
    private readonly HashSet<string> _accepted = [];
    private readonly HashSet<string> _refused = [];
    private readonly Dictionary<string, int> _settledIn = [];
    private readonly Dictionary<string, List<Reception>> _received = [];
    private readonly List<string> _findings = [];
    private int _runs;

    /// <summary>The recipients whose message was reported accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>The messages that the spool refused.</summary>
    public int Refused => _refused.Count;

    /// <summary>Something is wrong that this ledger cannot see itself.</summary>
    public void Find(string finding)
    {
        lock (_lock)
        {
            _findings.Add(finding);
        }
    }

    /// <summary>Takes a line that the child printed.</summary>
    public void Reported(string line)
    {
        lock (_lock)
        {
            switch (line.Split(' '))
            {
                case ["offered", var id, var hash, var recipients]:
                    Offered(new Offer(id, hash, recipients.Split(',')));
                    break;
                case ["accepted", var id] when _accepted.Add(id):
                    Accepted += _offers[id].Recipients.Length;
                    break;
                case ["refused", var id, ..]:
                    _refused.Add(id);
                    break;
                case ["settled", var address, nameof(RecipientStatus.Delivered)]:
                    _settledIn.TryAdd(address, _runs);
                    break;
                case ["settled", ..]:
                    _findings.Add($"not delivered: {line}");
                    break;
            }
        }
    }

    /// <summary>A run of the child has ended, and the receiver has dealt with all that came from it.</summary>
    /// <param name="taken">What it took during this run, in this order.</param>
    /// <param name="inOrder">Whether the child had stopped before it was killed, so that the kill explains nothing.</param>
    public void RunEnded(IReadOnlyList<NodeSmtpMessage> taken, bool inOrder = false)
    {
        lock (_lock)
        {
            var last = taken.Select(static (message, index) => (message.Session, index)).GroupBy(static pair => pair.Session).Select(static session => session.Last().index).ToHashSet();
            for (var index = 0; index < taken.Count; index++)
            {
                foreach (var address in taken[index].Recipients)
                {
                    if (WhatIsWrong(address, taken[index].Sha256) is { } wrong)
                    {
                        _findings.Add($"{wrong}, in run {_runs}");
                        continue;
                    }

                    _received.TryAdd(address, []);
                    _received[address].Add(new Reception(_runs, MayRepeat: last.Contains(index) && !inOrder));
                }
            }

            _runs++;
        }
    }

    /// <summary>What is wrong with a reception; <see langword="null"/> when it is what was handed over.</summary>
    public string? WhatIsWrong(string address, string sha256)
    {
        lock (_lock)
        {
            return !_offerOf.TryGetValue(address, out var offer) ? $"nobody sent to {address}, and it was received"
                : offer.Sha256 != sha256 ? $"not the bytes that were handed over: {address}"
                : _refused.Contains(offer.Id) ? $"refused, and received all the same: {address}"
                : null;
        }
    }

    /// <summary>The recipients whose message was accepted and that nothing was received for yet, by message.</summary>
    public IReadOnlyList<Offer> Owed()
    {
        lock (_lock)
        {
            return [.. _accepted.Select(id => _offers[id])
                .Select(offer => offer with { Recipients = [.. offer.Recipients.Where(address => !_received.ContainsKey(address))] })
                .Where(static offer => offer.Recipients.Length > 0)];
        }
    }

    /// <summary>Whether the child has said that a recipient is settled.</summary>
    public bool IsSettled(string address)
    {
        lock (_lock)
        {
            return _settledIn.ContainsKey(address);
        }
    }

    /// <summary>The result.</summary>
    public CrashResult Judge()
    {
        lock (_lock)
        {
            var findings = new List<string>(_findings);
            var lost = _accepted.SelectMany(id => _offers[id].Recipients).Where(address => !_received.ContainsKey(address)).ToList();
            findings.AddRange(lost.Select(address => $"lost: {address}{(_settledIn.ContainsKey(address) ? ", reported settled" : "")}"));
            var (duplicates, explained) = (0, 0);
            foreach (var (address, receptions) in _received)
            {
                foreach (var (before, again) in receptions.Zip(receptions.Skip(1)))
                {
                    duplicates++;
                    if (WhyUnexplained(address, before, again) is { } why)
                    {
                        findings.Add($"not explained: {address} was received in run {before.Run} and again in run {again.Run}: {why}");
                    }
                    else
                    {
                        explained++;
                    }
                }
            }

            return new CrashResult(Accepted, _received.Count, lost.Count, duplicates, explained, findings);
        }
    }

    private string? WhyUnexplained(string address, Reception before, Reception again) =>
        before.Run == again.Run ? "nothing was killed in between"
        : !before.MayRepeat ? "more came on that session afterwards, or it ended in order"
        : _settledIn.TryGetValue(address, out var run) && run < again.Run ? "it was reported settled"
        : null;

    private void Offered(Offer offer)
    {
        _offers.Add(offer.Id, offer);
        foreach (var address in offer.Recipients)
        {
            _offerOf.Add(address, offer);
        }
    }

    /// <summary>The receiver took a message for a recipient.</summary>
    /// <param name="Run">In which run of the child.</param>
    /// <param name="MayRepeat">Whether the end of that run may have kept it from being settled.</param>
    private readonly record struct Reception(int Run, bool MayRepeat);
}
