using System.Net;
using Hotmail.Pacing.Reputation.Spf.Macros;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>A term that matches clients: a qualifier and a mechanism. Immutable.</summary>
public sealed class SpfDirective
{
    internal SpfDirective(string text, int position) => (Text, Position) = (text, position);

    /// <summary>The term as the record has it, such as <c>-all</c>.</summary>
    public string Text { get; }

    /// <summary>Where the term begins in the record's text, from 0.</summary>
    public int Position { get; }

    /// <summary>What it says of the clients that it matches.</summary>
    public SpfQualifier Qualifier { get; internal init; }

    /// <summary>Which clients it matches.</summary>
    public SpfMechanism Mechanism { get; internal init; }

    /// <summary>The domain after the colon, its macros not expanded; null where it has none and the record's own domain is meant.</summary>
    public string? Domain => Target?.Text;

    /// <summary>The network of <c>ip4</c> and <c>ip6</c>; otherwise null.</summary>
    public IPAddress? Address { get; internal init; }

    /// <summary>How many bits of an IPv4 address must agree.</summary>
    public int IPv4PrefixLength { get; internal init; } = 32;

    /// <summary>How many bits of an IPv6 address must agree.</summary>
    public int IPv6PrefixLength { get; internal init; } = 128;

    /// <summary>Whether it counts against the limit of 10 lookups.</summary>
    public bool CostsLookup => Mechanism is SpfMechanism.Include or SpfMechanism.A or SpfMechanism.Mx or SpfMechanism.Ptr or SpfMechanism.Exists;

    internal MacroString? Target { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
