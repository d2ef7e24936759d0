using System.Net;
using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>What signals do to a path, by the rules. Pure.</summary>
internal static class SignalJudge
{
    /// <summary>So many signals are named in a restriction's reason; the rest is counted.</summary>
    private const int MostNamed = 3;

    /// <param name="signals">The signals, in the order in which they are named.</param>
    /// <param name="options">The rules.</param>
    /// <param name="path">The path.</param>
    /// <param name="addresses">The addresses of the path's source.</param>
    /// <param name="now">The time.</param>
    /// <returns>All that the signals which concern the path do together; <see langword="null"/> for nothing.</returns>
    public static PathRestriction? Judge(
        IReadOnlyList<ReputationSignal> signals, ReputationSignalOptions options, EgressPath path, IReadOnlyCollection<IPAddress> addresses, DateTimeOffset now)
    {
        PathRestriction? all = null;
        var reasons = new List<string>();
        foreach (var signal in signals)
        {
            if (signal.At + options.MaxAge > now && options.RuleFor(signal.Kind) is { } rule && Concerns(signal, rule, options, path, addresses))
            {
                reasons.Add(signal.Reason);
                all = PathRestriction.Combine(all, new PathRestriction
                {
                    MaxCeiling = rule.MaxCeiling,
                    CeilingShare = rule.CeilingShare,
                    HoldRaises = rule.HoldRaises,
                    HoldDormant = rule.HoldDormant,
                    Reason = string.Empty,
                    Until = signal.At + options.MaxAge,
                });
            }
        }

        return all is null ? null : all with { Reason = Join(reasons) };
    }

    private static bool Concerns(ReputationSignal signal, SignalRule rule, ReputationSignalOptions options, EgressPath path, IReadOnlyCollection<IPAddress> addresses)
    {
        if ((signal.Address is { } address && !addresses.Contains(address)) || (rule.Groups.Count > 0 && !rule.Groups.Contains(path.Group, StringComparer.OrdinalIgnoreCase)))
        {
            return false;
        }

        return signal.Kind switch
        {
            SignalKind.Listed => signal.Severity >= options.MinListingSeverity,
            SignalKind.ComplaintRate => IsOf(signal, path) && signal.Rate >= options.ComplaintRateThreshold,
            SignalKind.FilterYellow or SignalKind.FilterRed => IsOf(signal, path),
            _ => true,
        };
    }

    private static bool IsOf(ReputationSignal signal, EgressPath path) => string.Equals(signal.Where, path.Group, StringComparison.OrdinalIgnoreCase);

    private static string Join(List<string> reasons)
    {
        var named = string.Join(" and ", reasons.Take(MostNamed));
        return reasons.Count <= MostNamed ? named : $"{named} and {reasons.Count - MostNamed} more signals stand";
    }
}
