using System.Net;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Why no session could be opened for a delivery.</summary>
internal sealed record OpenFailure
{
    /// <summary>How far the last try came.</summary>
    public required SmtpStage Stage { get; init; }

    /// <summary>What it means.</summary>
    public required Classification Meaning { get; init; }

    /// <summary>The reply that refused it, if one came.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>What went wrong when none came.</summary>
    public TransportFailure Failure { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public required string Detail { get; init; }

    /// <summary>The host, if one was found.</summary>
    public string? Host { get; init; }

    /// <summary>Its address, if one was found.</summary>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>Whether the DNS says that the domain takes no mail: then its recipients fail for good. A server's word before MAIL never decides that.</summary>
    public bool IsVerdictOnDomain { get; init; }
}
