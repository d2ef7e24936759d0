using System.Net;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>Which domain is checked, and what the DNS does not say of it.</summary>
public sealed record DomainCheckRequest
{
    /// <summary>The domain of the From addresses.</summary>
    public required string Domain { get; init; }

    /// <summary>The selectors that its mail is signed with. The DNS has no list of them.</summary>
    /// <value>Empty: DKIM is not checked, and the score is not complete.</value>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>The addresses from which its mail leaves, as receivers see them.</summary>
    /// <value>Empty: nothing is said of addresses.</value>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>The name that the sender gives in EHLO.</summary>
    /// <value>Null: not checked.</value>
    public string? EhloName { get; init; }

    /// <summary>The domain of the envelope senders, where it is another one than <see cref="Domain"/>: SPF is asked of it, and bounces go there.</summary>
    /// <value>Null: the same.</value>
    public string? EnvelopeDomain { get; init; }
}
