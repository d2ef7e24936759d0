using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>The mechanisms of RFC 7208 §5.</summary>
public enum SpfMechanism : byte
{
    /// <summary>Every client.</summary>
    All,

    /// <summary>The clients that another domain's record lets pass.</summary>
    Include,

    /// <summary>The addresses of a name.</summary>
    A,

    /// <summary>The addresses of a domain's mail exchangers.</summary>
    Mx,

    /// <summary>The clients whose own name, confirmed, is below a domain. Not to be used any more, says the RFC.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "SPF's own word.")]
    Ptr,

    /// <summary>An IPv4 network.</summary>
    Ip4,

    /// <summary>An IPv6 network.</summary>
    Ip6,

    /// <summary>The clients for which a name, made of what is known of them, exists.</summary>
    Exists,
}
