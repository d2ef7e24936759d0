using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>What was found of one sending address.</summary>
public sealed record SendingAddressReport
{
    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Its names.</summary>
    public required ReverseDnsReport ReverseDns { get; init; }

    /// <summary>What receivers' SPF says of it for the envelope domain. Of an address that is not public it says nothing that any receiver sees, and is no issue.</summary>
    public required SpfResult Spf { get; init; }

    /// <summary>The EHLO name beside it; null where none was given.</summary>
    public HeloReport? Helo { get; init; }

    /// <summary>The blocklists; without results where none is configured.</summary>
    public required BlocklistReport Blocklists { get; init; }
}
