using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>A life of the child on a damaged spool: what it was to send, what came of it, and what that says of the damage.</summary>
/// <param name="Ledger">Knows what was handed over, and what is owed.</param>
/// <param name="Taken">What the receiver took.</param>
internal sealed record Examination(CrashLedger Ledger, IReadOnlyList<NodeSmtpMessage> Taken)
{
    /// <summary>Why the pacer did not start; <see langword="null"/> where it did.</summary>
    public string? StartFailure { get; init; }

    /// <summary>Whether that was a <c>SpoolException</c>, so that a host can tell what is wrong.</summary>
    public bool StartFailureIsClear { get; init; }

    /// <summary>How often the pacer reported a failure while it ran.</summary>
    public int Reports { get; init; }

    /// <summary>The deliveries that the spool still had when nothing more could be sent; <see langword="null"/> where it did not come to that.</summary>
    public int? Left { get; init; }

    /// <summary>The verdict, and why.</summary>
    public (DamageVerdict Verdict, string Why) Judge()
    {
        if (Taken.SelectMany(message => message.Recipients.Select(address => Ledger.WhatIsWrong(address, message.Sha256))).FirstOrDefault(static wrong => wrong is not null) is { } changed)
        {
            return (DamageVerdict.Undetected, changed);
        }

        if (StartFailure is not null)
        {
            return (StartFailureIsClear ? DamageVerdict.Detected : DamageVerdict.Undetected, StartFailure);
        }

        if (Left is not { } left)
        {
            return (DamageVerdict.Undetected, "it came neither to the empty queue nor to a report");
        }

        // What is owed of one message to one domain is one delivery.
        var taken = Taken.SelectMany(static message => message.Recipients).ToHashSet();
        var missing = Ledger.Owed()
            .SelectMany(static offer => offer.Recipients.Select(address => (offer.Id, Address: address)))
            .Where(pair => !taken.Contains(pair.Address))
            .GroupBy(static pair => (pair.Id, Domain: pair.Address.Split('@')[1]), static pair => pair.Address).ToList();
        return missing.Count > left || (missing.Count > 0 && Reports == 0)
                ? (DamageVerdict.Undetected, $"{missing.Count} deliveries were not sent, {left} are still there, {Reports} reports; one of the missing: {missing[0].First()}")
            : Reports > 0 ? (DamageVerdict.Detected, $"{Reports} reports, {left} deliveries kept back")
            : (DamageVerdict.Harmless, "all was sent");
    }
}
