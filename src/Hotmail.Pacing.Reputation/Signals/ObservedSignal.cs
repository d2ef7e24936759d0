using System.Globalization;
using System.Net;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>What an observation says of a signal: that there is one, or that there is none (any more).</summary>
/// <param name="Key">What it is about: one signal at most stands under each key.</param>
/// <param name="Signal">The signal; <see langword="null"/> when all is well.</param>
internal readonly record struct ObservedSignal((byte Matter, string Subject, string Where) Key, ReputationSignal? Signal)
{
    private const int LongestText = 200;

    /// <summary>The signal of an observation; <see langword="null"/> when the observation is none that the pacer is concerned with.</summary>
    public static ObservedSignal? Of(ReputationObservation observation) => observation switch
    {
        ListingObservation listing => Of(listing),
        ComplaintObservation complaint => Of(complaint),
        FilterObservation filter => Of(filter),
        AuthenticationObservation authentication => Of(authentication),
        _ => null,
    };

    /// <summary>An address as it is compared: an IPv4 address in its IPv6 form is the IPv4 address.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>An address or a domain as it is compared.</summary>
    public static string Subject(string subject) => AddressOf(subject)?.ToString() ?? Name(subject);

    /// <summary>A domain as it is compared.</summary>
    public static string Name(string domain) => Line(domain).TrimEnd('.').ToLowerInvariant();

    /// <summary>A text that others wrote, on one line and not too long.</summary>
    public static string Line(string text)
    {
        var line = text.Length <= LongestText ? text : text[..LongestText] + "…";
        return line.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 ? line : string.Concat(line.Select(static letter => char.IsControl(letter) ? ' ' : letter));
    }

    private static IPAddress? AddressOf(string subject) => IPAddress.TryParse(subject, out var parsed) ? Plain(parsed) : null;

    private static ObservedSignal Of(ListingObservation listing)
    {
        var (address, list) = (AddressOf(listing.Subject), Name(listing.List));
        var subject = address?.ToString() ?? Name(listing.Subject);
        return new((0, subject, list), listing.IsListed ? new ReputationSignal
        {
            Kind = SignalKind.Listed,
            Subject = subject,
            Where = list,
            Reason = $"{subject} is listed at {list}",
            At = listing.At,
            ObservedBy = listing.ObservedBy,
            Address = address,
            Severity = listing.Severity,
        } : null);
    }

    private static ObservedSignal Of(ComplaintObservation complaint)
    {
        var (address, group) = (Plain(complaint.Address), Line(complaint.Group));
        return new((1, address.ToString(), group), double.IsNaN(complaint.Rate) ? null : new ReputationSignal
        {
            Kind = SignalKind.ComplaintRate,
            Subject = address.ToString(),
            Where = group,
            Reason = string.Create(CultureInfo.InvariantCulture, $"{address} has a complaint rate of {100 * complaint.Rate:0.##}% at {group}"),
            At = complaint.At,
            ObservedBy = complaint.ObservedBy,
            Address = address,
            Rate = complaint.Rate,
        });
    }

    private static ObservedSignal Of(FilterObservation filter)
    {
        var (address, group) = (Plain(filter.Address), Line(filter.Group));
        return new((2, address.ToString(), group), filter.Verdict == FilterVerdict.Green ? null : new ReputationSignal
        {
            Kind = filter.Verdict == FilterVerdict.Red ? SignalKind.FilterRed : SignalKind.FilterYellow,
            Subject = address.ToString(),
            Where = group,
            Reason = $"the filter result of {address} at {group} is {(filter.Verdict == FilterVerdict.Red ? "red" : "yellow")}",
            At = filter.At,
            ObservedBy = filter.ObservedBy,
            Address = address,
        });
    }

    private static ObservedSignal Of(AuthenticationObservation authentication)
    {
        var domain = Name(authentication.Domain);
        // Each observer speaks for itself: that SPF is fine does not mend DKIM.
        return new((3, domain, authentication.ObservedBy ?? string.Empty), authentication.IsBroken ? new ReputationSignal
        {
            Kind = SignalKind.AuthenticationBroken,
            Subject = domain,
            Reason = $"the authentication of {domain} is broken" + (authentication.Evidence is { Length: > 0 } evidence ? $" ({Line(evidence)})" : string.Empty),
            At = authentication.At,
            ObservedBy = authentication.ObservedBy,
        } : null);
    }
}
