using System.Net;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>What a message does not say of the way it was sent, and SPF must know.</summary>
public sealed record MessageCheckRequest
{
    /// <summary>The address that it was sent from, as the receiver saw it. One that is not public (private, loopback) is none that a receiver saw.</summary>
    /// <value>Null: SPF is not evaluated.</value>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>The name that was given in EHLO.</summary>
    /// <value>Null: the domain of the envelope sender stands for it.</value>
    public string? EhloName { get; init; }

    /// <summary>The envelope sender (MAIL FROM), with angle brackets or without; empty for a bounce.</summary>
    /// <value>Null: the topmost Return-Path of the message, if it has one; otherwise SPF is not evaluated.</value>
    public string? MailFrom { get; init; }

    /// <summary>Whether it goes to many who subscribed, so that they must be able to unsubscribe with one click.</summary>
    /// <value>True.</value>
    public bool IsMarketing { get; init; } = true;

    /// <summary>Whether it is sent with SMTPUTF8 (RFC 6531).</summary>
    /// <value>False.</value>
    public bool UsesSmtpUtf8 { get; init; }
}
