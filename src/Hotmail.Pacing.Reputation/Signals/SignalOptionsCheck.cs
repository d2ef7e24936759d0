using System.Collections.Frozen;
using System.Net;

namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>Checks the options of the signals, and makes addresses of the texts in them.</summary>
internal static class SignalOptionsCheck
{
    public static readonly FrozenSet<IPAddress> None = FrozenSet<IPAddress>.Empty;

    /// <returns>The addresses by egress source.</returns>
    public static FrozenDictionary<string, FrozenSet<IPAddress>> Compile(ReputationSignalOptions options)
    {
        foreach (var kind in Enum.GetValues<SignalKind>())
        {
            if (options.RuleFor(kind) is { } rule)
            {
                Require(rule.CeilingShare is null or (> 0 and <= 1), $"{kind}.CeilingShare", rule.CeilingShare, "above 0 and at most 1");
                Require(rule.MaxCeiling is null or >= 1, $"{kind}.MaxCeiling", rule.MaxCeiling, "at least 1");
            }
        }

        Require(options.ComplaintRateThreshold is > 0 and <= 1, nameof(options.ComplaintRateThreshold), options.ComplaintRateThreshold, "above 0 and at most 1");
        Require(options.MaxAge > TimeSpan.Zero && options.MaxAge <= TimeSpan.FromDays(365), nameof(options.MaxAge), options.MaxAge, "above zero and at most 365 days");
        Require(options.MaxSignals >= 1, nameof(options.MaxSignals), options.MaxSignals, "at least 1");
        return options.SourceAddresses.ToFrozenDictionary(static source => source.Key, static source => Addresses(source.Key, source.Value), StringComparer.OrdinalIgnoreCase);
    }

    private static FrozenSet<IPAddress> Addresses(string source, IList<string> texts)
    {
        var addresses = new List<IPAddress>();
        foreach (var text in texts)
        {
            Require(IPAddress.TryParse(text, out var address), $"{nameof(ReputationSignalOptions.SourceAddresses)}[{source}]", text, "an IP address");
            addresses.Add(ObservedSignal.Plain(address!));
        }

        return addresses.Count == 0 ? None : addresses.ToFrozenSet();
    }

    private static void Require(bool holds, string key, object? value, string range)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{key} is {value}: it must be {range}."), nameof(key));
        }
    }
}
